package sc.fiji.stfpm.workbench;

import java.awt.Component;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks the person at the workbench. */
interface Choices {
	/** Has a model chosen and opened. */
	void openModel();

	/** Has image files and folders chosen. */
	void images(String title, Consumer<List<Path>> taker);

	/** Where a model is to be written; empty where the person changed their mind. */
	Optional<Path> target();

	/** Says what is wrong, and goes to the field that is. */
	void problem(String title, String message, Component field);
}
