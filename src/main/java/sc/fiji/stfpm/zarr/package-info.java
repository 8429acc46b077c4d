/** Zarr arrays on a disk, read and written a chunk at a time ({@code docs/files.md}). */
package sc.fiji.stfpm.zarr;
