package sc.fiji.stfpm.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;

import sc.fiji.stfpm.teacher.KnownTeacher;

class DownloadTeacherTest {
	private static final Context CONTEXT = new Context(CommandService.class);

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	private static String failure(Object... inputs) {
		Throwable error = assertThrows(ExecutionException.class, () -> CONTEXT.service(CommandService.class).run(
			DownloadTeacher.class, true, inputs).get());
		while (error.getCause() != null && !(error instanceof CommandFailedException))
			error = error.getCause();
		return error.getMessage();
	}

	@Test
	void nothingIsFetchedWithoutConsent() {
		for (KnownTeacher known : KnownTeacher.ALL) {
			String message = failure("teacher", known.id());
			for (String said : List.of("Nothing was fetched", "agree=true", known.id(), "MB", "https://download.pytorch.org",
				"BSD-3-Clause"))
				assertTrue(message.contains(said), () -> "expected '" + said + "' in: " + message);
		}
	}

	@Test
	void theChoicesAreTheKnownTeachers() {
		assertEquals(KnownTeacher.ALL.stream().map(KnownTeacher::id).toList(), CONTEXT.service(CommandService.class).getCommand(
			DownloadTeacher.class).getInput("teacher").getChoices());
		assertTrue(failure("teacher", "vgg", "agree", true).contains("'teacher=vgg' is not allowed; teacher is one of: "
			+ KnownTeacher.RESNET18_ID));
	}

	@Test
	void theDialogTellsAddressesAndSizes() throws ModuleException {
		Module dialog = CONTEXT.service(CommandService.class).getCommand(DownloadTeacher.class).createModule();
		for (KnownTeacher known : KnownTeacher.ALL)
			for (KnownTeacher.Mirror mirror : known.mirrors()) {
				assertTrue(dialog.getInput("addresses").toString().contains(mirror.address().getHost()));
				assertTrue(dialog.getInput("sizes").toString().contains(String.format(Locale.ROOT, "%.1f MB", mirror.size()
					/ 1e6)));
				assertTrue(dialog.getInput("licence").toString().contains(known.source()));
			}
	}
}
