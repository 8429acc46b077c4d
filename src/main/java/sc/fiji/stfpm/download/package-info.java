/** Files from servers: fetched in parts that outlast a break, with redirects, retries and a look at the disk. */
package sc.fiji.stfpm.download;
