package sc.fiji.stfpm.model;

import java.io.IOException;
import java.nio.file.Path;

import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.MapFormula;

/** The description of model files of version 1, which held students only and had no checksum of its own. */
final class Version1 {
	private record Header(String backbone, String studentSha256, TeacherReference teacher, boolean selfContained,
		Preprocessing preprocessing, MapFormula formula, Calibration calibration, Training training)
	{}

	private record Training(String preset, String options, long seed, int trainingImages, int heldOutImages, int steps,
		int bestStep, double finalLoss, double bestValidation, double seconds, String device, String engine, String software,
		String date)
	{}

	private Version1() {}

	static ModelFile.Header header(String text, Path file) throws IOException {
		Header old = Json.parse(text, Header.class, file);
		Training t = old.training;
		StudentSection student = new StudentSection(old.studentSha256, old.formula, new TrainingCourse(t.steps, t.bestStep,
			t.finalLoss, t.bestValidation));
		TrainingRecord record = new TrainingRecord(t.preset, t.options, t.seed, t.trainingImages, t.heldOutImages, t.seconds,
			t.device, t.engine, t.software, t.date);
		return new ModelFile.Header(1, old.backbone, old.teacher, old.selfContained, old.preprocessing, student, null,
			old.calibration, record, null, null, null);
	}
}
