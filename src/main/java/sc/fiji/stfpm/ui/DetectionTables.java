package sc.fiji.stfpm.ui;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.WindowManager;
import ij.io.FileInfo;
import ij.measure.Calibration;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.Judgement;

/** The tables of scores and of regions, filled together: by the planes of open images, or by the files of a folder. */
public final class DetectionTables implements FolderDetection.Listener {
	private final ScoreTable scores;
	private final RegionTable regions;
	/** Null where no person looks. */
	private final ImageTable images;
	private final ScoreCourses courses;
	private final AnomalyDetector detector;
	private final String folder;

	/** @param forPerson whether a person is to look at them, not a macro or script to read them; see {@link ScoreTable} */
	public DetectionTables(AnomalyDetector detector, boolean forPerson) {
		this(detector, forPerson, Path.of(""));
	}

	/** @param folder below which files are judged */
	public DetectionTables(AnomalyDetector detector, boolean forPerson, Path folder) {
		this.detector = detector;
		this.folder = folder(folder.toString());
		scores = new ScoreTable(detector, forPerson);
		regions = new RegionTable(forPerson);
		images = forPerson ? new ImageTable() : null;
		courses = new ScoreCourses(course -> images.add(course, this.folder));
	}

	/** Adds the planes of an open image and their regions, in its units. */
	public void add(ImagePlus image, List<PlaneResult> planes) {
		for (PlaneResult plane : planes)
			add(image.getTitle(), folder(image), plane.row(), image.getCalibration(), image.getHeight());
		if (images != null) images.add(ScoreCourse.of(image.getTitle(), planes), folder(image));
	}

	/** Writes what another threshold makes of planes of open images into the rows for people that they have. */
	static void update(Map<ImagePlus, List<PlaneResult>> changed) {
		if (WindowManager.getFrame(ScoreTable.TITLE) == null) return;
		ScoreTable scores = new ScoreTable(null, true);
		RegionTable regions = new RegionTable(true);
		changed.forEach((image, planes) -> planes.forEach(plane -> {
			if (scores.update(image.getTitle(), folder(image), plane.row(), image.getCalibration())) regions.add(image.getTitle(), folder(image),
				plane.row(), image.getCalibration(), image.getHeight());
		}));
		ScoreTable.refresh();
		regions.show();
	}

	private static String folder(ImagePlus image) {
		FileInfo file = image.getOriginalFileInfo();
		return file == null || file.directory == null ? "" : folder(file.directory);
	}

	/** Adds a plane of a file, in the units that the file names. */
	@Override
	public void judged(JudgedPlane plane) {
		Judgement result = plane.result();
		String channels = detector.model().preprocessing().channels().resolve(plane.image()).toString();
		Rectangle whole = new Rectangle(result.width(), result.height());
		add(plane.name().image(), folder, new PlaneRow(plane.name().slice(), plane.name().frame(), channels, whole, result), plane
			.calibration(), result.height());
		if (images != null) courses.add(plane);
	}

	private void add(String image, String from, PlaneRow plane, Calibration calibration, int height) {
		scores.add(image, from, plane, calibration);
		regions.add(image, from, plane, calibration, height);
	}

	@Override
	public void failed(String name, String reason) {
		scores.addFailure(name, folder, reason);
	}

	/** Brings the windows up to date. */
	public void show() {
		scores.show();
		regions.show();
		if (images == null) return;
		courses.end();
		images.show();
	}

	private static String folder(String path) {
		return path.isEmpty() ? "" : Path.of(path).toAbsolutePath().normalize().toString();
	}
}
