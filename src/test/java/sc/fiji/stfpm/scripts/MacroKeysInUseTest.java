package sc.fiji.stfpm.scripts;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** Macros that users copy name commands and keys that there are; what they do is tested where ImageJ runs them. */
class MacroKeysInUseTest {
	private static final Pattern RUN = Pattern.compile("run\\(\"([^\"]*)\", (.*)\\);");
	private static final Pattern KEY = Pattern.compile("(\\w+)=");

	@ParameterizedTest
	@ValueSource(strings = { "scripts/examples/detect_folder.ijm", "docs/scripting.md", "docs/thresholds.md", "docs/onnx.md" })
	void commandsAndKeysExist(String file) throws Exception {
		Map<String, Set<String>> keys = keys();
		Matcher runs = RUN.matcher(Files.readString(Path.of(file)));
		assertTrue(runs.find(), file + " runs no command with options");
		do {
			Set<String> allowed = keys.get(runs.group(1));
			assertTrue(allowed != null, () -> file + ": there is no command " + runs.group());
			Matcher used = KEY.matcher(runs.group(2));
			while (used.find())
				assertTrue(allowed.contains(used.group(1)), () -> file + ": no key '" + used.group(1) + "' in " + allowed);
		}
		while (runs.find());
	}

	/** The keys of each of our commands, by its menu entry. */
	private static Map<String, Set<String>> keys() {
		try (Context context = new Context(CommandService.class)) {
			Map<String, Set<String>> keys = context.service(CommandService.class).getCommands().stream().filter(c -> c
				.getClassName().startsWith("sc.fiji.stfpm.commands.")).collect(Collectors.toMap(
					CommandInfo::getTitle, MacroKeysInUseTest::keys));
			assertFalse(keys.isEmpty());
			return keys;
		}
	}

	private static Set<String> keys(CommandInfo command) {
		return StreamSupport.stream(command.inputs().spliterator(), false).map(i -> i.getName().toLowerCase(
			Locale.ROOT)).collect(Collectors.toSet());
	}
}
