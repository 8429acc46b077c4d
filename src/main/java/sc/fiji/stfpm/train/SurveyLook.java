package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.List;

import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.PixelMask;

/**
 * Surveys images. One that does not fit ends the survey of its part; the first of all is named at the end, as if there were one part.
 *
 * @param rules of their brightness and light
 * @param channels see {@link TrainingOptions#channels()}
 * @param wholePreset the preset's name where it learns whole images alone; null where pixels can be left out
 * @param levels see {@link BrightnessSurvey}
 */
record SurveyLook(ImageRules rules, String channels, String wholePreset, int levels) implements Look<ImageSurvey> {
	static SurveyLook of(TrainingOptions options, int levels) {
		return new SurveyLook(options.images(), options.channels(), options.trainsStudent() ? options.preset() : null, levels);
	}

	@Override
	public ImageSurvey at(List<Shown> images, Looker looker) throws IOException {
		ImageSurvey survey = new ImageSurvey(rules, levels);
		ChannelMapping mapping = ChannelMapping.parse(channels);
		try {
			ImageSurvey.each(images, looker, (plane, name) -> {
				if (plane.ignored() != PixelMask.NONE && wholePreset != null) throw new IllegalArgumentException("The preset " + wholePreset
					+ " trains a student, which learns whole images; pixels can be left out with the presets memory and thorough");
				plane.checkCounts();
				survey.add(plane, name, mapping);
			});
		}
		catch (IllegalArgumentException e) {
			survey.stop(e);
		}
		return survey;
	}

	@Override
	public ImageSurvey merged(ImageSurvey before, ImageSurvey after) {
		before.add(after);
		return before;
	}
}
