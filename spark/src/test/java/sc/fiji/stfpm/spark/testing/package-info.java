/** Real clusters for tests: a standalone master and its workers, each a process of its own, on the loopback address. */
package sc.fiji.stfpm.spark.testing;
