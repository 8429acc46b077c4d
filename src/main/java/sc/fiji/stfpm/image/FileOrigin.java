package sc.fiji.stfpm.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import ij.ImagePlus;
import ij.io.FileInfo;

/**
 * What the file of an open image says of its values. ImageJ keeps the stored ones and puts the rest into the lookup table,
 * where it cannot be told from a table that only displays.
 */
final class FileOrigin {
	private static final int PNG_COLOUR_TYPE = 25, PNG_PALETTE = 3, BMP_BITS = 28;

	private FileOrigin() {}

	/** Whether values are places in the file's palette, rather than shown by a table that ImageJ's user chose. */
	static boolean hasPalette(ImagePlus image) {
		FileInfo info = image.getOriginalFileInfo();
		if (info == null) return false;
		if (info.fileFormat == FileInfo.TIFF) return info.lutSize > 0 && info.fileType == FileInfo.COLOR8 && !isImageJs(info);
		return startHasPalette(info);
	}

	/** Whether a TIFF of other software says that 0 is white, and ImageJ shows it so. */
	static boolean isWhiteZero(ImagePlus image) {
		FileInfo info = image.getOriginalFileInfo();
		return info != null && info.fileFormat == FileInfo.TIFF && info.whiteIsZero && !isImageJs(info) && image.isInvertedLut();
	}

	/** The highest value that a 16-bit image's file can hold. */
	static int max(ImagePlus image) {
		FileInfo info = image.getOriginalFileInfo();
		return info != null && info.fileType == FileInfo.GRAY12_UNSIGNED ? 4095 : 65535;
	}

	private static boolean isImageJs(FileInfo info) {
		return info.description != null && info.description.startsWith("ImageJ=");
	}

	private static boolean startHasPalette(FileInfo info) {
		if (info.directory == null || info.fileName == null) return false;
		try (InputStream in = Files.newInputStream(Path.of(info.directory, info.fileName))) {
			byte[] start = in.readNBytes(32);
			if (start.length < 32) return false;
			if (start[0] == 'G' && start[1] == 'I' && start[2] == 'F') return true;
			if (start[1] == 'P' && start[2] == 'N' && start[3] == 'G') return start[PNG_COLOUR_TYPE] == PNG_PALETTE;
			return start[0] == 'B' && start[1] == 'M' && start[BMP_BITS] <= 8;
		}
		catch (IOException | InvalidPathException e) {
			// The file is gone, or was never one on a disk.
			return false;
		}
	}
}
