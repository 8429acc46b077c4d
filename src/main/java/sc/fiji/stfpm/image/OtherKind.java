package sc.fiji.stfpm.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Kinds of image files that are not read here, but known, so that their users hear what to do. */
enum OtherKind {
	DICOM("DICOM", 128, "DICM", "dcm", "dicom"),
	CZI("Zeiss CZI", 0, "ZISRAWFILE", "czi"),
	ND2("Nikon ND2", 0, "\u00da\u00ce\u00be\n", "nd2"),
	LIF("Leica LIF", 0, "p\0\0\0", "lif"),
	OIR("Olympus", 0, "OLYMPUSRAWFORMAT", "oir", "oib", "oif", "vsi"),
	SVS("Aperio SVS", -1, "", "svs"),
	SCN("Leica SCN", -1, "", "scn"),
	MRXS("MIRAX", -1, "", "mrxs"),
	NDPI("Hamamatsu NDPI", -1, "", "ndpi"),
	HEIC("HEIC", 4, "ftyphei", "heic", "heif"),
	HEVC("HEIC", 4, "ftyphev"),
	HEIF("HEIF", 4, "ftypmif1"),
	AVIF("AVIF", 4, "ftypavi", "avif"),
	JPEG_2000("JPEG 2000", 4, "jP  ", "jp2", "j2k"),
	JPEG_2000_STREAM("JPEG 2000", 0, "\u00ff\u004f\u00ff\u0051", "j2c"),
	JPEG_XL("JPEG XL", 4, "JXL ", "jxl"),
	JPEG_XR("JPEG XR", 0, "II\u00bc", "jxr", "wdp"),
	EXR("OpenEXR", 0, "v/1\u0001", "exr"),
	HDR("Radiance HDR", 0, "#?RADIANCE"),
	FITS("FITS", 0, "SIMPLE  =", "fits", "fit"),
	HDF5("HDF5", 0, "\u0089HDF", "h5", "hdf5", "ims"),
	NRRD("NRRD", 0, "NRRD", "nrrd"),
	NIFTI("NIfTI", -1, "", "nii", "nii.gz"),
	MRC("MRC", 208, "MAP ", "mrc"),
	PSD("Photoshop", 0, "8BPS", "psd"),
	RAW("camera raw", -1, "", "cr2", "cr3", "nef", "arw", "dng"),
	BITMAP("PBM (portable bitmap)", 0, "P4", "pbm"),
	PLAIN_BITMAP("PBM (portable bitmap)", 0, "P1\n"),
	ANY_MAP("PAM (portable arbitrary map)", 0, "P7\n", "pam"),
	FLOAT_MAP("PFM (portable float map)", 0, "Pf\n", "pfm"),
	FLOAT_COLOUR_MAP("PFM (portable float map)", 0, "PF\n"),
	TARGA("Targa", -1, "", "tga");

	private final String label;
	private final int at;
	private final byte[] magic;
	private final List<String> extensions;

	OtherKind(String label, int at, String magic, String... extensions) {
		this.label = label;
		this.at = at;
		this.magic = magic.getBytes(StandardCharsets.ISO_8859_1);
		this.extensions = List.of(extensions);
	}

	/** By the ending of its name. */
	static Optional<OtherKind> byName(Path file) {
		String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return Arrays.stream(values()).filter(kind -> kind.extensions.stream().anyMatch(end -> name.endsWith("." + end)))
			.findFirst();
	}

	/** By its content, or by its name where that tells nothing. */
	static Optional<OtherKind> of(Path file) throws IOException {
		byte[] start;
		try (InputStream in = Files.newInputStream(file)) {
			start = in.readNBytes(256);
		}
		Optional<OtherKind> byContent = Arrays.stream(values()).filter(kind -> kind.at >= 0 && start.length >= kind.at
			+ kind.magic.length && Arrays.equals(start, kind.at, kind.at + kind.magic.length, kind.magic, 0, kind.magic.length))
			.findFirst();
		return byContent.isPresent() ? byContent : byName(file);
	}

	/** What it is and the way out. */
	String refusal() {
		return ("AEIO".indexOf(label.charAt(0)) < 0 ? "a " : "an ") + label + " file, which is not read here: open it in Fiji (File > Import > Bio-Formats) and work on the open"
			+ " image, or save it as TIFF";
	}
}
