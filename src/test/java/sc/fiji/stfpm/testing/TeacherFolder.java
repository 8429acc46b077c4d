package sc.fiji.stfpm.testing;

import java.nio.file.Path;

import sc.fiji.stfpm.teacher.TeacherStore;

/** Makes another folder the folder of teachers until it is closed, so that no test depends on the user's. */
public final class TeacherFolder implements AutoCloseable {
	private final String before = System.getProperty(TeacherStore.FOLDER_PROPERTY);

	/** @param folder need not exist */
	public TeacherFolder(Path folder) {
		System.setProperty(TeacherStore.FOLDER_PROPERTY, folder.toString());
	}

	@Override
	public void close() {
		if (before == null) System.clearProperty(TeacherStore.FOLDER_PROPERTY);
		else System.setProperty(TeacherStore.FOLDER_PROPERTY, before);
	}
}
