/** One huge plane judged by many executors: groups of its tiles, then blocks of its map, then what joins them. */
package sc.fiji.stfpm.spark.plane;
