/** From distances to a decision: anomaly maps, thresholds and anomalous regions, in plain Java. */
package sc.fiji.stfpm.score;
