package sc.fiji.stfpm.ui;

/** How the maps of a folder run are written. */
public enum MapFormat {
	/** As ImageJ opens them, and in tiles with smaller copies where planes are large. */
	TIFF("TIFF", ResultFolder.Picture.MAPS),
	/** Folders of chunks, with smaller copies. */
	ZARR("OME-Zarr", ResultFolder.Picture.ZARR_MAPS);

	private final String label;
	private final ResultFolder.Picture picture;

	MapFormat(String label, ResultFolder.Picture picture) {
		this.label = label;
		this.picture = picture;
	}

	/** What a run then makes of each plane. */
	public ResultFolder.Picture picture() {
		return picture;
	}

	@Override
	public String toString() {
		return label;
	}
}
