package sc.fiji.stfpm.ij1;

import java.awt.Cursor;
import java.awt.Insets;
import java.awt.Point;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.scijava.module.ModuleItem;

import ij.gui.GenericDialog;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.commands.AnomalyCommand;
import sc.fiji.stfpm.commands.InputProblem;

/**
 * ImageJ's dialog for a command's inputs, filled with their current values. What is rarely changed stands behind a fold-out. With
 * OK the command checks its inputs; as long as one is wrong, the dialog stays open, and says so below it.
 */
final class InputDialog {
	private static final String ADVANCED = "Advanced";
	/** The dialogs whose fold-out was left open, until ImageJ quits. */
	private static final Set<String> UNFOLDED = ConcurrentHashMap.newKeySet();

	private final String title;
	private final CheckedDialog dialog;
	private final Inputs inputs;
	private final Map<String, InputField> fields = new LinkedHashMap<>();
	private final List<InputField> images = new ArrayList<>();
	private final FoldOut foldOut = new FoldOut(ADVANCED, this::unfold);
	private final ProblemLine problem;
	private Map<String, String> seen;

	/** @param earlier what was typed before and did not do */
	InputDialog(String title, Inputs inputs, Optional<Attempt> earlier) {
		this.title = title;
		this.inputs = inputs;
		dialog = new CheckedDialog(title);
		InputRows rows = new InputRows(dialog);
		Predicate<ModuleItem<?>> advanced = InputDialog::isAdvanced;
		inputs.shown().stream().filter(advanced.negate()).forEach(item -> add(rows, item));
		inputs.command().flatMap(AnomalyCommand::preview).ifPresent(preview -> rows.addPanel(preview, new Insets(6, 0, 0, 0)));
		if (inputs.shown().stream().anyMatch(advanced)) addFoldOut(rows);
		inputs.shown().stream().filter(advanced).forEach(item -> add(rows, item));
		problem = rows.addProblem(0);
		dialog.addHelp(InputHelp.html(title, inputs));
		dialog.addDialogListener((shown, event) -> {
			follow();
			return true;
		});
		dialog.acceptIf(this::isAccepted);
		dialog.addWindowListener(new WindowAdapter() {
			@Override
			public void windowOpened(WindowEvent event) {
				// On some systems fields that were off before they were shown are drawn as if they were on.
				rows().forEach(field -> field.setEnabled(true));
				update();
			}
		});
		earlier.ifPresent(attempt -> attempt.texts().forEach((key, text) -> fields.get(key).show(text)));
		seen = typed();
		inputs.take(seen);
		update();
		unfold(UNFOLDED.contains(title));
		earlier.ifPresent(this::restore);
	}

	private static boolean isAdvanced(ModuleItem<?> item) {
		return item.is(AnomalyCommand.ADVANCED);
	}

	private void add(InputRows rows, ModuleItem<?> item) {
		String text = inputs.text(item);
		if (Inputs.isMessage(item)) dialog.addMessage(text);
		else if (Inputs.isImage(item)) images.add(rows.addImage(item, text));
		else fields.put(Inputs.key(item), rows.add(item, text));
	}

	private void addFoldOut(InputRows rows) {
		foldOut.addKeyListener(dialog);
		rows.addPanel(foldOut, new Insets(8, 0, 4, 0));
	}

	/** Texts by key; empty where the user cancelled. */
	Optional<Map<String, String>> ask() {
		dialog.showDialog();
		// wasCanceled() would stop a macro that happens to run elsewhere
		return dialog.wasOKed() ? Optional.of(answers()) : Optional.empty();
	}

	GenericDialog window() {
		return dialog;
	}

	Point location() {
		return dialog.getLocation();
	}

	/** What stands in the fields, by key. */
	Map<String, String> typed() {
		Map<String, String> texts = new LinkedHashMap<>();
		fields.forEach((key, field) -> texts.put(key, field.text()));
		return texts;
	}

	/** The texts by key; an input that does not count, as others are chosen, has its default. */
	Map<String, String> answers() {
		Map<String, String> typed = typed(), texts = new LinkedHashMap<>();
		fields.forEach((key, field) -> texts.put(key, Relevance.of(field.item(), typed::get) ? typed.get(key) : Inputs.standard(field
			.item())));
		return texts;
	}

	/** Tells the command what was changed, and shows what it then offers for other inputs. */
	private void follow() {
		Map<String, String> changed = typed();
		changed.entrySet().removeIf(text -> text.getValue().equals(seen.get(text.getKey())));
		if (changed.isEmpty()) return;
		changed.keySet().forEach(key -> fields.get(key).problem(""));
		Map<String, String> before = inputs.follow(changed);
		inputs.texts().forEach((key, text) -> {
			if (!changed.containsKey(key) && !text.equals(before.get(key))) fields.get(key).show(text);
		});
		seen = typed();
		inputs.take(seen);
		update();
	}

	private void update() {
		Map<String, String> typed = typed();
		rows().forEach(field -> field.setEnabled(Relevance.of(field.item(), typed::get)));
		inputs.command().ifPresent(AnomalyCommand::refreshPreview);
	}

	private Stream<InputField> rows() {
		return Stream.concat(fields.values().stream(), images.stream());
	}

	private void unfold(boolean open) {
		if (open) UNFOLDED.add(title);
		else UNFOLDED.remove(title);
		foldOut.setOpen(open);
		fields.values().stream().filter(field -> isAdvanced(field.item())).forEach(field -> field.setVisible(open));
		dialog.fit();
	}

	private void restore(Attempt attempt) {
		say(attempt.key(), attempt.problem());
		dialog.centerDialog(false);
		dialog.setLocation(attempt.location());
	}

	private boolean isAccepted() {
		follow();
		fields.values().forEach(field -> field.problem(""));
		problem.show("");
		dialog.setCursor(Cursor.getPredefinedCursor(Cursor.WAIT_CURSOR));
		try {
			inputs.set(answers());
			inputs.check();
			return true;
		}
		catch (InputProblem e) {
			if (e.remedy().isPresent() && agrees(e.remedy().get())) return isAccepted();
			say(e.key(), e.plain());
		}
		catch (IOException | IllegalArgumentException | IllegalStateException e) {
			say("", Reasons.of(e));
		}
		finally {
			dialog.setCursor(Cursor.getDefaultCursor());
		}
		return false;
	}

	private boolean agrees(InputProblem.Remedy remedy) {
		if (!Question.ask(dialog, "Replace?", remedy.question(), "Replace")) return false;
		fields.get(remedy.key()).show("true");
		return true;
	}

	/** Says what is wrong, where it is wrong. */
	private void say(String key, String what) {
		InputField wrong = fields.get(key);
		if (wrong == null) problem.show(what);
		else {
			if (isAdvanced(wrong.item())) unfold(true);
			wrong.problem(withoutPath(what, wrong.text()));
			wrong.focus();
		}
		dialog.fit();
	}

	/** The path that a message begins with stands in the field above. */
	private static String withoutPath(String what, String path) {
		String start = path + ": ";
		if (path.isEmpty() || !what.startsWith(start) || what.length() == start.length()) return what;
		return Character.toUpperCase(what.charAt(start.length())) + what.substring(start.length() + 1);
	}
}
