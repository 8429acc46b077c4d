/**
 * Training on a cluster: the looks at normal images are taken part by part by executors, and the choices in between are made on the driver, by the
 * classes of a single machine.
 */
package sc.fiji.stfpm.spark.train;
