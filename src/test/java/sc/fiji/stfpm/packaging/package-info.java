/** Makes of the build what users of Fiji install: a zip for each platform, and an update site. */
package sc.fiji.stfpm.packaging;
