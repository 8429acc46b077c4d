/** Planes of any size written block by block, with smaller copies of themselves: as OME-Zarr and as tiled TIFF. */
package sc.fiji.stfpm.pyramid;
