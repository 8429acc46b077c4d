package sc.fiji.stfpm.ij1;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.TextField;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Vector;
import java.util.function.Supplier;

import org.scijava.module.ModuleItem;
import org.scijava.util.Types;

import ij.IJ;
import ij.gui.GenericDialog;

/**
 * ImageJ's dialog for a command's inputs, filled with their current values. Fields are read from their components, not
 * by ImageJ's {@code getNext...}, which would record them by label.
 */
final class InputDialog {
	private static final int COLUMNS = 35;

	private final GenericDialog dialog;
	private final Inputs inputs;
	private final Map<ModuleItem<?>, Supplier<String>> fields = new LinkedHashMap<>();

	InputDialog(String title, Inputs inputs) {
		this.inputs = inputs;
		dialog = new GenericDialog(title);
		inputs.shown().forEach(this::add);
		dialog.addHelp(InputHelp.html(title, inputs));
		dialog.addDialogListener((shown, event) -> isAllowed());
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

	Map<String, String> answers() {
		Map<String, String> texts = new LinkedHashMap<>();
		fields.forEach((item, field) -> texts.put(Inputs.key(item), field.get()));
		return texts;
	}

	/** OK is off as long as a number is none, so that no other field's text gets lost. */
	private boolean isAllowed() {
		try {
			fields.forEach((item, field) -> InputText.parse(item, field.get()));
			IJ.showStatus("");
			return true;
		}
		catch (IllegalArgumentException e) {
			IJ.showStatus(e.getMessage());
			return false;
		}
	}

	private void add(ModuleItem<?> item) {
		Class<?> type = Types.box(item.getType());
		String text = inputs.text(item);
		if (Inputs.isMessage(item)) dialog.addMessage(text);
		else if (type == Boolean.class) addCheckbox(item, text);
		else if (type == File.class) addFile(item, text);
		else if (Number.class.isAssignableFrom(type)) addNumber(item, text);
		else if (item.getChoices() != null) addChoice(item, text);
		else {
			dialog.addStringField(label(item), text, COLUMNS);
			addText(item, dialog.getStringFields());
		}
	}

	private void addCheckbox(ModuleItem<?> item, String text) {
		dialog.addCheckbox(label(item), Boolean.parseBoolean(text));
		Checkbox box = (Checkbox) dialog.getCheckboxes().lastElement();
		fields.put(item, () -> Boolean.toString(box.getState()));
	}

	private void addFile(ModuleItem<?> item, String text) {
		String style = item.getWidgetStyle() == null ? "" : item.getWidgetStyle();
		if (style.contains("directory")) dialog.addDirectoryField(label(item), text, COLUMNS);
		else dialog.addFileField(label(item), text, COLUMNS);
		if (style.contains("save")) SaveButton.replaceOpenButton(dialog, label(item));
		addText(item, dialog.getStringFields());
	}

	/** The field shows the number with all its digits, not rounded to some. */
	private void addNumber(ModuleItem<?> item, String text) {
		dialog.addNumericField(label(item), Double.NaN, 0, Math.max(8, text.length()), null);
		((TextField) dialog.getNumericFields().lastElement()).setText(text);
		addText(item, dialog.getNumericFields());
	}

	private void addChoice(ModuleItem<?> item, String text) {
		dialog.addChoice(label(item), item.getChoices().stream().map(Object::toString).toArray(String[]::new), text);
		Choice choice = (Choice) dialog.getChoices().lastElement();
		fields.put(item, choice::getSelectedItem);
	}

	private void addText(ModuleItem<?> item, Vector<?> components) {
		TextField field = (TextField) components.lastElement();
		fields.put(item, field::getText);
	}

	/** An input's name for the user. */
	static String label(ModuleItem<?> item) {
		return item.getLabel() == null || item.getLabel().isBlank() ? item.getName() : item.getLabel();
	}
}
