package sc.fiji.stfpm.detect;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Channel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.Region;

/**
 * What detection found in a plane that is larger than memory. The distances of its tiles are in a file beside, from which any part of
 * the map is made when it is looked at, until this is closed; bit by bit the map is that of {@link AnomalyDetector#detect}. The map is for
 * any number of threads.
 */
public final class LargeDetection implements Judgement, Closeable {
	/** Distances that stay in memory: those of several rows of tiles of a plane of 100,000 columns. */
	private static final long KEPT_BYTES = 128L << 20;

	private final Path file;
	private final Closeable distances;
	private final RandomAccessibleInterval<FloatType> image;
	private final MapSurvey survey;
	private final float score;
	private final List<ChannelScore> channels;
	private final Calibration calibration;
	private final int minimumArea;
	private final Comparison comparison;

	/** @param means see {@link AnomalyMapper.Look#means} */
	private LargeDetection(AnomalyDetector detector, ImagePlane plane, Path file, Closeable distances, PlaneMap whole, float[] means,
		Progress progress)
	{
		PlaneMap map = whole.ignoring(plane.ignored());
		AnomalyModel model = detector.model();
		this.file = file;
		this.distances = distances;
		image = map.image();
		calibration = model.calibration();
		minimumArea = detector.minimumArea();
		survey = MapSurvey.of(map, calibration.threshold(), minimumArea, progress);
		score = survey.score();
		List<Channel> separate = model.separateChannels();
		float[] scores = survey.scores();
		channels = IntStream.range(0, separate.size()).mapToObj(i -> new ChannelScore(separate.get(i), scores[i])).toList();
		comparison = Comparison.of(model, plane, means);
	}

	/** See {@link AnomalyDetector#detectLarge}. */
	static LargeDetection run(AnomalyDetector detector, AnomalyMapper mapper, ImagePlane image, Path file, String source, Progress progress)
		throws IOException
	{
		if (!mapper.isTiled()) {
			AnomalyMapper.Look look = mapper.lookAt(image, progress);
			PlaneMap map = PlaneMap.of(detector.model(), look.scales(), image.width(), image.height());
			return new LargeDetection(detector, image, file, () -> {}, map, look.means(), progress);
		}
		List<PlaneTiles> scales = mapper.tiles(image);
		List<CellMeans> means = scales.stream().map(PlaneTiles::means).toList();
		TileFile distances = new TileFile(file, source + "\n" + ModelFile.digest(detector.model()) + "\n" + SoftwareVersion.get(), scales, means);
		try {
			look(distances, scales, means, progress);
			PlaneMap map = PlaneMap.ofTiles(detector.model(), scales, KEPT_BYTES, distances::read);
			return new LargeDetection(detector, image, file, distances, map, CellMeans.joined(means.stream().map(CellMeans::means).toList()),
				progress);
		}
		catch (IOException | RuntimeException | Error e) {
			distances.close();
			throw e;
		}
	}

	/** Looks at the tiles that are not in the file yet. */
	private static void look(TileFile distances, List<PlaneTiles> scales, List<CellMeans> means, Progress progress) throws IOException {
		if (distances.done() > 0) progress.note("Goes on after " + distances.done() + " of " + distances.count() + " tiles that were done before");
		while (distances.done() < distances.count()) {
			int first = distances.done(), scale = distances.scale(first), within = distances.within(first);
			PlaneTiles tiles = scales.get(scale);
			InputsAhead inputs = tiles.inputs(within, tiles.count());
			for (int tile = within; tile < tiles.count(); tile++) {
				if (progress.isCancelled()) throw new CancellationException("Detection was cancelled after " + distances.done() + " of " + distances
					.count() + " tiles");
				distances.add(tiles.look(tile, inputs.next(), means.get(scale), progress));
				progress.update(distances.done(), distances.count(), "Tile " + distances.done() + " of " + distances.count());
			}
		}
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
		return score;
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
		Files.deleteIfExists(file);
	}
}
