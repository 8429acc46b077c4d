/** The images to try the software on, kept in the jar. */
package sc.fiji.stfpm.sample;
