package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.List;

import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.Intensity;

/**
 * Finds out how bright images are once their light is even.
 *
 * @param type of all images
 * @param intensity what becomes black and white; null for what suits the type
 * @param channels see {@link TrainingOptions#channels()}
 * @param radius of the background, in pixels
 * @param levels see {@link BrightnessSurvey}
 */
record LightLook(PixelType type, Intensity intensity, String channels, double radius, int levels) implements Look<BrightnessSurvey> {
	@Override
	public BrightnessSurvey at(List<Shown> images, Looker looker) throws IOException {
		BrightnessSurvey survey = new BrightnessSurvey(type, intensity, levels);
		ChannelMapping mapping = ChannelMapping.parse(channels);
		ImageSurvey.each(images, looker, (plane, name) -> survey.addSeen(plane.evenLight(radius), mapping.resolve(plane).sources(), true));
		return survey;
	}

	@Override
	public BrightnessSurvey merged(BrightnessSurvey before, BrightnessSurvey after) {
		before.add(after);
		return before;
	}
}
