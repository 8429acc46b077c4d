/**
 * Images as the rest of the project sees them: planes of raw values read from ImgLib2 intervals, files or ImageJ
 * images, the choice of channels, and resizing.
 */
package sc.fiji.stfpm.image;
