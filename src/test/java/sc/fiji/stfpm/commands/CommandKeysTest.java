package sc.fiji.stfpm.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;

import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.ui.ImageDetection;
import sc.fiji.stfpm.ui.NormalImages;
import sc.fiji.stfpm.ui.PartChoice;
import sc.fiji.stfpm.ui.SampleStacks;
import sc.fiji.stfpm.ui.Selection;
import sc.fiji.stfpm.ui.Show;

/** What macros rely on: the keys of the commands. */
class CommandKeysTest {
	private static final Context CONTEXT = new Context(CommandService.class);

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	private static List<CommandInfo> ours() {
		List<CommandInfo> ours = CONTEXT.service(CommandService.class).getCommands().stream().filter(c -> c.getClassName()
			.startsWith("sc.fiji.stfpm.commands.")).toList();
		assertTrue(ours.size() >= 10, () -> "found only " + ours);
		return ours;
	}

	private static List<ModuleItem<?>> inputs(CommandInfo command) {
		List<ModuleItem<?>> inputs = new ArrayList<>();
		command.inputs().forEach(inputs::add);
		inputs.removeIf(i -> !CommandReference.isKey(i));
		return inputs;
	}

	@Test
	void noKeyIsASuffixOfAnother() {
		for (CommandInfo command : ours())
			for (ModuleItem<?> a : inputs(command))
				for (ModuleItem<?> b : inputs(command))
					assertFalse(a != b && b.getName().toLowerCase(Locale.ROOT).endsWith(a.getName().toLowerCase(Locale.ROOT)), command
						.getClassName() + ": ImageJ would find " + a.getName() + " in " + b.getName());
	}

	@Test
	void nothingIsRememberedFromTheLastRun() {
		for (CommandInfo command : ours())
			for (ModuleItem<?> input : inputs(command))
				assertFalse(input.isPersisted(), command.getClassName() + "." + input.getName());
	}

	@Test
	void everyInputHasAValueAndAnExplanation() throws ModuleException {
		for (CommandInfo command : ours())
			for (ModuleItem<?> input : inputs(command)) {
				assertFalse(input.getDescription() == null || input.getDescription().isBlank(), command.getClassName() + "."
					+ input.getName());
				Object value = command.createModule().getInput(input.getName());
				if (!input.getName().equals("image")) assertNotNull(value, command.getClassName() + "." + input.getName());
				if (input.getChoices() != null && !input.getChoices().isEmpty()) assertTrue(input.getChoices().contains(value));
				if (input.getType() == File.class) assertEquals("", ((File) value).getPath());
			}
	}

	@Test
	void noMessageBlocksAMacro() {
		for (CommandInfo command : ours())
			for (ModuleItem<?> input : command.inputs())
				if (input.getVisibility() == ItemVisibility.MESSAGE) assertFalse(input.isRequired(), input.getName());
	}

	@Test
	void choicesAreThoseOfTheCore() {
		assertChoices(DetectAnomalies.class, "show", Show.values());
		assertChoices(DetectAnomalies.class, "selection", Selection.values());
		assertChoices(DetectAnomalies.class, "planes", ImageDetection.Planes.values());
		assertChoices(TrainModel.class, "source", NormalImages.Source.values());
		assertChoices(OpenSampleData.class, "sample", SampleStacks.values());
		assertChoices(SetThreshold.class, "rule", SetThreshold.Rule.values());
		assertChoices(AcceptAsNormal.class, "part", PartChoice.values());
		assertEquals(Preset.ids(), String.join(", ", choices(TrainModel.class, "preset")));
	}

	private static void assertChoices(Class<? extends AnomalyCommand> command, String input, Object[] values) {
		assertEquals(Arrays.stream(values).map(Object::toString).toList(), choices(command, input));
	}

	private static List<String> choices(Class<? extends AnomalyCommand> command, String input) {
		return CONTEXT.service(CommandService.class).getCommand(command).getInput(input).getChoices().stream().map(
			Object::toString).toList();
	}

	@Test
	void theReferenceInTheDocumentationIsUpToDate() throws Exception {
		String made = new CommandReference(CONTEXT.service(CommandService.class)).markdown();
		Path file = Path.of("docs/macro-reference.md");
		String head = "# Macro keys\n\nMade by the commands themselves; `CommandKeysTest` compares."
			+ " With `-Dstfpm.writeReference=true` it writes this file.\n\n";
		if (Boolean.getBoolean("stfpm.writeReference")) Files.writeString(file, head + made);
		assertEquals(head + made, Files.readString(file).replace("\r\n", "\n"));
	}
}
