/** Which image is what: normal or anomalous, for training or for testing, with which ground truth. */
package sc.fiji.stfpm.dataset;
