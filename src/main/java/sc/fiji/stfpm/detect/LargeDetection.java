package sc.fiji.stfpm.detect;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Channel;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.Region;

/**
 * What detection found in a plane that is larger than memory. The distances of its tiles are in a file beside, from which any part of
 * the map is made when it is looked at, until this is closed; bit by bit the map is that of {@link AnomalyDetector#detect}. The map is for
 * any number of threads.
 */
public final class LargeDetection implements Judgement, Closeable {
	private final Closeable distances;
	private final Optional<Path> file;
	private final RandomAccessibleInterval<FloatType> image;
	private final MapSurvey survey;
	private final List<ChannelScore> channels;
	private final Calibration calibration;
	private final int minimumArea;
	private final Comparison comparison;

	/**
	 * @param distances that the map is made of
	 * @param file to delete when it is discarded
	 * @param survey of the map
	 */
	LargeDetection(AnomalyDetector detector, PlaneMap map, MapSurvey survey, Comparison comparison, Closeable distances, Optional<Path> file) {
		AnomalyModel model = detector.model();
		this.distances = distances;
		this.file = file;
		this.survey = survey;
		this.comparison = comparison;
		image = map.image();
		calibration = model.calibration();
		minimumArea = detector.minimumArea();
		List<Channel> separate = model.separateChannels();
		float[] scores = survey.scores();
		channels = IntStream.range(0, separate.size()).mapToObj(i -> new ChannelScore(separate.get(i), scores[i])).toList();
	}

	/** See {@link AnomalyDetector#detectLarge}. */
	static LargeDetection run(AnomalyDetector detector, AnomalyMapper mapper, ImagePlane image, Path file, String source, Progress progress)
		throws IOException
	{
		if (!mapper.isTiled()) {
			AnomalyMapper.Look look = mapper.lookAt(image, progress);
			PlaneMap map = PlaneMap.of(detector.model(), look.scales(), image.width(), image.height()).ignoring(image.ignored());
			return new LargeDetection(detector, map, survey(detector, map, progress), Comparison.of(detector.model(), image, look.means()),
				() -> {}, Optional.of(file));
		}
		TileOrder order = new TileOrder(mapper.tiles(image));
		TileFile distances = TileFile.open(file, PlaneKey.of(source, detector.model()), order);
		try {
			if (distances.done() > 0) progress.note("Goes on after " + distances.done() + " of " + order.count() + " tiles that were done before");
			TileLook.into(distances, progress);
			PlaneMap map = PlaneMap.ofTiles(detector.model(), order, distances).ignoring(image.ignored());
			return new LargeDetection(detector, map, survey(detector, map, progress), Comparison.of(detector.model(), image, order.means(
				distances)), distances, Optional.of(file));
		}
		catch (IOException | RuntimeException | Error e) {
			distances.close();
			throw e;
		}
	}

	private static MapSurvey survey(AnomalyDetector detector, PlaneMap map, Progress progress) {
		return MapSurvey.of(map, detector.model().calibration().threshold(), detector.minimumArea(), progress);
	}

	@Override
	public int width() {
		return (int) image.dimension(0);
	}

	@Override
	public int height() {
		return (int) image.dimension(1);
	}

	@Override
	public float score() {
		return survey.score();
	}

	@Override
	public Calibration calibration() {
		return calibration;
	}

	@Override
	public List<Region> regions() {
		return survey.regions();
	}

	@Override
	public int minimumArea() {
		return minimumArea;
	}

	@Override
	public long ignoredArea() {
		return survey.ignored();
	}

	@Override
	public Comparison comparison() {
		return comparison;
	}

	@Override
	public List<ChannelScore> channels() {
		return channels;
	}

	@Override
	public RandomAccessibleInterval<FloatType> map() {
		return image;
	}

	@Override
	public float[] highest(int width, int height) {
		return survey.highest(width, height);
	}

	@Override
	public int[] peak() {
		return survey.peak();
	}

	/** Closes the file of distances, which stays: the next call with it has nothing left to look at. */
	@Override
	public void close() throws IOException {
		distances.close();
	}

	/** Closes the file of distances and deletes it. */
	public void discard() throws IOException {
		close();
		if (file.isPresent()) Files.deleteIfExists(file.get());
	}
}
