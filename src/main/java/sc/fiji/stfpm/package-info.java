/** Anomaly detection for ImageJ by Student-Teacher Feature Pyramid Matching. */
package sc.fiji.stfpm;
