/** From an image to its anomaly map and the decision. */
package sc.fiji.stfpm.detect;
