/** The images to try the software on: blood cells from the jar, and woven fabric from a generator. */
package sc.fiji.stfpm.sample;
