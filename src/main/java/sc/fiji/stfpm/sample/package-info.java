/** The images to try the software on: a generator of woven fabric, normal and damaged. */
package sc.fiji.stfpm.sample;
