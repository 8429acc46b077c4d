package sc.fiji.stfpm.detect;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.network.DistanceMap;
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
	private final TileFile distances;
	private final PlaneMap map;
	private final MapSurvey survey;
	private final float score;
	private final Calibration calibration;
	private final int minimumArea;
	private final Comparison comparison;

	private LargeDetection(Path file, TileFile distances, PlaneMap map, MapSurvey survey, Calibration calibration, int minimumArea,
		Comparison comparison)
	{
		this.file = file;
		this.distances = distances;
		this.map = map;
		this.survey = survey;
		score = survey.score();
		this.calibration = calibration;
		this.minimumArea = minimumArea;
		this.comparison = comparison;
	}

	/**
	 * Looks at the tiles that are not in the file yet, then once at the map.
	 *
	 * @param scales a tiling for each of the model's scales
	 * @param file is made where it is not there; stays where the work is broken off, so that the next call goes on
	 * @param key of all that the distances depend on
	 * @param compare makes the comparison of the features' means, of each scale
	 */
	static LargeDetection run(AnomalyDetector detector, List<PlaneTiles> scales, Path file, String key,
		java.util.function.Function<List<float[]>, Comparison> compare, Progress progress) throws IOException
	{
		List<CellMeans> means = scales.stream().map(PlaneTiles::means).toList();
		TileFile distances = new TileFile(file, key, scales, means);
		try {
			if (distances.done() > 0) progress.note("Goes on after " + distances.done() + " of " + distances.count() + " tiles that are done");
			while (distances.done() < distances.count()) {
				if (progress.isCancelled()) throw new CancellationException("Detection was cancelled after " + distances.done() + " of " + distances
					.count() + " tiles");
				int next = distances.done(), scale = distances.scale(next);
				distances.add(scales.get(scale).look(distances.within(next), means.get(scale)));
				progress.update(distances.done(), distances.count(), "Tile " + distances.done() + " of " + distances.count());
			}
			PlaneMap map = PlaneMap.ofTiles(detector.model().scoring(), scales, KEPT_BYTES, (scale, tile) -> read(distances, scale, tile));
			Calibration calibration = detector.model().calibration();
			MapSurvey survey = MapSurvey.of(map, calibration.threshold(), detector.minimumArea(), progress);
			return new LargeDetection(file, distances, map, survey, calibration, detector.minimumArea(), compare.apply(means.stream().map(
				CellMeans::means).toList()));
		}
		catch (IOException | RuntimeException | Error e) {
			distances.close();
			throw e;
		}
	}

	private static List<DistanceMap> read(TileFile distances, int scale, int tile) {
		try {
			return distances.read(scale, tile);
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public int width() {
		return map.width();
	}

	@Override
	public int height() {
		return map.height();
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
	public Comparison comparison() {
		return comparison;
	}

	@Override
	public RandomAccessibleInterval<FloatType> map() {
		return map.image();
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
