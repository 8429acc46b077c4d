package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** {@code plugins.config} makes the menu, the labels are those of the commands. */
class PluginsConfigTest {
	private static final String COMMANDS = "sc.fiji.stfpm.commands.";

	@Test
	void everyCommandHasItsLine() throws IOException {
		List<String> lines = lines();
		List<CommandInfo> commands = SciJavaContext.get().service(CommandService.class).getCommands().stream().filter(info -> info
			.getClassName().startsWith(COMMANDS)).toList();
		assertFalse(commands.isEmpty());
		for (CommandInfo command : commands) {
			String name = command.getClassName().substring(COMMANDS.length());
			List<String> own = lines.stream().filter(line -> line.endsWith(", \"" + command.getTitle() + "\", "
				+ CommandBridge.class.getName() + "(\"" + name + "\")")).toList();
			assertEquals(1, own.size(), name);
		}
	}

	@Test
	void fijiMakesNoEntriesOfItsOwn() {
		for (CommandInfo command : SciJavaContext.get().service(CommandService.class).getCommands()) {
			if (!command.getClassName().startsWith(COMMANDS)) continue;
			assertTrue(command.getMenuPath().isEmpty(), command.getClassName());
			assertFalse(command.isVisible(), command.getClassName());
			assertTrue(command.is("no-record"), command.getClassName());
		}
	}

	@Test
	void labelsAreUnique() throws IOException {
		HashSet<String> labels = new HashSet<>();
		for (String line : lines()) {
			assertTrue(line.matches("[A-Z][\\w >]+, \"[^\",]+\", sc\\.fiji\\.stfpm\\.ij1\\.\\w+(\\(\"\\w+\"\\))?"), line);
			assertTrue(labels.add(line.split("\"")[1]), line);
		}
	}

	private static List<String> lines() throws IOException {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(CommandBridge.class.getResourceAsStream(
			"/plugins.config"), StandardCharsets.UTF_8)))
		{
			return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
		}
	}
}
