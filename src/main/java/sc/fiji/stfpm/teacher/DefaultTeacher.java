package sc.fiji.stfpm.teacher;

import java.io.IOException;

/**
 * The teacher of a training that names none, {@value Teacher#DEFAULT}: the ImageNet ResNet-18 where the user's folder of
 * teachers has it, else the embedded one. It decides on new trainings only; a model names its teacher by its weights.
 */
public final class DefaultTeacher {
	/** Which one it is, for help texts. */
	public static final String RULE = KnownTeacher.RESNET18_ID + " if it is installed, else " + Teacher.EMBEDDED;

	private DefaultTeacher() {}

	/**
	 * What a user writes to get the teacher that is the default now. A file of its name that is damaged counts, so that
	 * opening it is an error rather than another teacher.
	 *
	 * @throws IOException if the folder of teachers cannot be read
	 */
	public static String choice() throws IOException {
		return choice(KnownTeacher.RESNET18);
	}

	static String choice(KnownTeacher preferred) throws IOException {
		return TeacherStore.file(preferred).isPresent() ? preferred.id() : Teacher.EMBEDDED;
	}

	/** The same for a dialog, which nothing may keep from opening: {@value Teacher#DEFAULT} where it cannot be told. */
	public static String choiceToShow() {
		try {
			return choice();
		}
		catch (IOException e) {
			return Teacher.DEFAULT;
		}
	}

	/** For lists: what a user writes and the teacher's label, or what is wrong with it. */
	public static String description() {
		try {
			String choice = choice();
			try {
				return choice + ": " + TeacherStore.open(choice).label();
			}
			catch (IOException e) {
				return choice + ", which cannot be used: " + e.getMessage();
			}
		}
		catch (IOException e) {
			return e.getMessage();
		}
	}
}
