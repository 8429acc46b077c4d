package sc.fiji.stfpm.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.stfpm.image.Columns;
import sc.fiji.stfpm.image.RowSource;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Channel;
import sc.fiji.stfpm.score.AreaOpening;
import sc.fiji.stfpm.score.HighestRows;
import sc.fiji.stfpm.score.LayerDistances;

/** The anomaly maps of channels that are looked at one by one, all on one footing; none where channels are seen together. Immutable. */
final class ChannelMaps {
	static final ChannelMaps NONE = new ChannelMaps(List.of(), List.of());

	private final List<Channel> channels;
	private final List<float[]> maps;

	private ChannelMaps(List<Channel> channels, List<float[]> maps) {
		this.channels = channels;
		this.maps = maps;
	}

	static ChannelMaps of(AnomalyModel model, List<LayerDistances> scales, int height, int width) {
		List<float[]> maps = new ArrayList<>();
		for (int part = 0; part < model.separateChannels().size(); part++)
			maps.add(model.scoring().rows(part, scales, height, width, Columns.all(width)).readAll(height, width));
		return new ChannelMaps(model.separateChannels(), maps);
	}

	/** The highest at every place. */
	float[] highest(int height, int width) {
		return HighestRows.of(maps.stream().map(map -> RowSource.of(map, width)).toList(), width).readAll(height, width);
	}

	/** The number of the channel that is highest at a pixel, the first of several; 0 where there are none. */
	int channelAt(int pixel) {
		if (maps.isEmpty()) return 0;
		int best = 0;
		for (int part = 1; part < maps.size(); part++)
			if (maps.get(part)[pixel] > maps.get(best)[pixel]) best = part;
		return channels.get(best).number();
	}

	/**
	 * A score for each channel.
	 *
	 * @param values of the map of all; pixels that are NaN there count for nothing
	 */
	List<ChannelScore> scores(float[] values, int width, int height, int minimumArea) {
		return IntStream.range(0, maps.size()).mapToObj(part -> new ChannelScore(channels.get(part), score(maps.get(part), values, width, height,
			minimumArea))).toList();
	}

	private static float score(float[] map, float[] values, int width, int height, int minimumArea) {
		if (minimumArea > 1) {
			float[] counting = map.clone();
			for (int i = 0; i < map.length; i++)
				if (Float.isNaN(values[i])) counting[i] = Float.NaN;
			return AreaOpening.score(counting, width, height, minimumArea);
		}
		float highest = 0;
		for (int i = 0; i < map.length; i++)
			if (!Float.isNaN(values[i]) && map[i] > highest) highest = map[i];
		return highest;
	}
}
