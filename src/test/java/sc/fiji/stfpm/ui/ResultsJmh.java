package sc.fiji.stfpm.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.files.FolderTree;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.profile.MeasuredModel;
import sc.fiji.stfpm.testing.ImageFolder;
import sc.fiji.stfpm.ui.ResultFolder.Picture;

/** Whole detection of an image of 256 x 256 in memory, and what is written of it. */
@State(Scope.Benchmark)
public class ResultsJmh {
	private static final int SIDE = 256;

	private Path folder;
	private AnomalyDetector detector;
	private JudgedPlane plane;
	private ResultFolder maps;
	private ResultFolder overlays;

	@Setup
	public void open() throws IOException {
		folder = Files.createTempDirectory("jmh");
		detector = MeasuredModel.open();
		Path file = ImageFolder.write(folder, 1, SIDE, 1).get(0);
		ImagePlane image = ImagePlane.of(ImageReader.read(file));
		plane = new JudgedPlane(PlaneName.only("0000.png"), file, image, Optional.empty(), detector.detect(image, Progress.NONE));
		JudgedWith made = JudgedWith.of(detector, "jmh.stfpm");
		maps = new ResultFolder(folder.resolve("a"), made, false, Set.of(Picture.MAPS));
		overlays = new ResultFolder(folder.resolve("b"), made, false, Set.of(Picture.OVERLAYS));
	}

	@TearDown
	public void close() throws IOException {
		maps.close();
		overlays.close();
		detector.close();
		FolderTree.delete(folder);
	}

	@Benchmark
	public Object detect() {
		return detector.detect(plane.image(), Progress.NONE);
	}

	/** With the rows in the tables. */
	@Benchmark
	public String writeMap() throws IOException {
		return written(maps);
	}

	/** With the rows in the tables. */
	@Benchmark
	public String writeOverlay() throws IOException {
		return written(overlays);
	}

	private String written(ResultFolder results) throws IOException {
		String problem = results.writePictures(plane);
		results.add(plane, problem);
		if (!problem.isEmpty()) throw new IllegalStateException(problem);
		return problem;
	}
}
