package sc.fiji.stfpm.testing.imagej;

import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Label;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import javax.swing.JButton;
import javax.swing.JEditorPane;

import ij.IJ;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.MultiLineLabel;
import ij.measure.ResultsTable;
import ij.text.TextWindow;

/** What a user does at ImageJ's window. For probes that run beside it; each call waits for what it leads to. */
public final class User {
	private static final int LIMIT_MS = 90_000;
	/** Without a window manager no window is ever activated. */
	private static final int FOCUS_MS = 5_000;
	/** How long a key is waited for, and how often it is pressed. */
	private static final int HEARD_MS = 10_000, MOST_PRESSED = 5;

	private User() {}

	/**
	 * Chooses a menu entry and answers its dialog with OK.
	 *
	 * @param answers by the labels of the dialog's fields; others stay as they are
	 */
	public static void choose(String command, Map<String, String> answers) throws Exception {
		IJ.doCommand(command);
		answer(command, answers);
	}

	/** Answers a dialog with OK. */
	public static void answer(String title, Map<String, String> answers) throws Exception {
		answer(title, answers, 0);
	}

	/** Chooses a menu entry and cancels its dialog. Returns what a field of the dialog offered. */
	public static String cancel(String command, String label) throws Exception {
		IJ.doCommand(command);
		GenericDialog dialog = await(() -> dialog(command));
		String offered = text(dialog, label);
		answer(command, Map.of(), 1);
		return offered;
	}

	/** Answers a dialog with a button: 0 for OK, 1 for Cancel. */
	public static void answer(String title, Map<String, String> answers, int button) throws Exception {
		GenericDialog dialog = shown(title, true);
		EventQueue.invokeAndWait(() -> {
			answers.forEach((label, text) -> fill(dialog, label, text));
			pressed(dialog, button);
		});
	}

	private static void pressed(GenericDialog dialog, int button) {
		Button pressed = dialog.getButtons()[button];
		dialog.actionPerformed(new ActionEvent(pressed, ActionEvent.ACTION_PERFORMED, pressed.getLabel()));
	}

	/** Chooses a menu entry and waits for its dialog. */
	public static GenericDialog open(String command) {
		IJ.doCommand(command);
		return shown(command, true);
	}

	/**
	 * A dialog that opens, or is open.
	 *
	 * @param opening whether it has just begun to
	 */
	public static GenericDialog shown(String title, boolean opening) {
		GenericDialog dialog = await(() -> dialog(title));
		if (opening) letBlock();
		return dialog;
	}

	/** Fills fields by their labels, as typing does. */
	public static void fill(GenericDialog dialog, Map<String, String> answers) throws Exception {
		EventQueue.invokeAndWait(() -> {
			answers.forEach((label, text) -> fill(dialog, label, text));
			dialog.itemStateChanged(null);
		});
	}

	/** Presses a button: 0 for OK, 1 for Cancel. */
	public static void press(GenericDialog dialog, int button) throws Exception {
		EventQueue.invokeAndWait(() -> pressed(dialog, button));
	}

	/** Waits for a question and presses the button of a label. */
	public static void answerQuestion(String title, String label) {
		Dialog question = await(() -> shown(title));
		letBlock();
		EventQueue.invokeLater(() -> {
			Button button = button(question, label);
			button.dispatchEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, label));
		});
	}

	/** What a dialog's preview says; empty where it has none. */
	public static String preview(Container dialog) {
		StringBuilder text = new StringBuilder();
		for (Component part : dialog.getComponents()) {
			if ("preview".equals(part.getName())) text.append(part.getAccessibleContext().getAccessibleName());
			else if (part instanceof Container inner) text.append(preview(inner));
		}
		return text.toString();
	}

	/** What a field holds. */
	public static String text(GenericDialog dialog, String label) {
		Component field = field(dialog, label);
		return field instanceof TextField input ? input.getText() : field instanceof Choice choice ? choice.getSelectedItem() : Boolean
			.toString(((Checkbox) field).getState());
	}

	private static void fill(GenericDialog dialog, String label, String text) {
		Component field = field(dialog, label);
		if (field instanceof TextField input) input.setText(text);
		else if (field instanceof Choice choice) choice.select(text);
		else ((Checkbox) field).setState(Boolean.parseBoolean(text));
	}

	/** A label stands before its field; file fields are in a panel with their button; check boxes bear their label. */
	public static Component field(GenericDialog dialog, String label) {
		Component[] all = dialog.getComponents();
		for (int i = 0; i < all.length; i++) {
			if (all[i] instanceof Checkbox box && box.getLabel().trim().equals(label)) return box;
			if (all[i] instanceof Label text && text.getText().trim().replaceFirst(":$", "").equals(label)) {
				Component next = all[i + 1];
				return next instanceof Container panel && panel.getComponentCount() > 0 ? panel.getComponent(0) : next;
			}
		}
		throw new IllegalStateException("There is no field '" + label + "' in " + dialog.getTitle());
	}

	/** Waits for a message, reads it and closes it. */
	public static String message(String title) throws Exception {
		Dialog dialog = await(() -> shown(title));
		StringBuilder text = new StringBuilder();
		collect(dialog, text);
		dispose(dialog);
		return text.toString();
	}

	/** A modal dialog that goes away before it has begun to block would block for ever. */
	private static void letBlock() {
		IJ.wait(500);
	}

	private static void dispose(Dialog dialog) throws Exception {
		letBlock();
		EventQueue.invokeAndWait(dialog::dispose);
	}

	/** Presses a dialog's help button, and cancels both. Returns what the help says, as text. */
	public static String help(String command) throws Exception {
		IJ.doCommand(command);
		GenericDialog dialog = shown(command, false);
		Button help = button(dialog, "Help");
		// The page is modal.
		EventQueue.invokeLater(() -> dialog.actionPerformed(new ActionEvent(help, ActionEvent.ACTION_PERFORMED, help
			.getLabel())));
		Dialog page = await(() -> shown(command + " Help"));
		JEditorPane text = await(() -> editor(page));
		String said = text.getDocument().getText(0, text.getDocument().getLength());
		dispose(page);
		answer(command, Map.of(), 1);
		return said;
	}

	private static Button button(Container container, String label) {
		for (Component component : container.getComponents()) {
			if (component instanceof Button button && button.getLabel().trim().equals(label)) return button;
			Button inner = component instanceof Container next ? button(next, label) : null;
			if (inner != null) return inner;
		}
		return null;
	}

	private static JEditorPane editor(Container container) {
		for (Component component : container.getComponents()) {
			if (component instanceof JEditorPane pane) return pane;
			JEditorPane inner = component instanceof Container next ? editor(next) : null;
			if (inner != null) return inner;
		}
		return null;
	}

	/** Closes dialogs of a title. */
	public static void close(String title) throws Exception {
		for (Dialog dialog = shown(title); dialog != null; dialog = shown(title))
			dispose(dialog);
	}

	/** Titles of all dialogs that are open; Fiji's own may have none. */
	public static List<String> dialogs() {
		List<String> titles = new ArrayList<>();
		for (Window window : Window.getWindows())
			if (window.isShowing() && window instanceof Dialog dialog && dialog.getTitle() != null) titles.add(dialog.getTitle());
		return titles;
	}

	/** Ends work by Escape, again where a window that came in front meanwhile took the key; a slow machine has worked so long by then that it asks. */
	public static void stop(BooleanSupplier working) {
		BooleanSupplier heard = () -> !working.getAsBoolean() || button("Stop") != null;
		for (int pressed = 0; pressed < MOST_PRESSED && !heard.getAsBoolean(); pressed++) {
			escape();
			for (int waited = 0; waited < HEARD_MS && !heard.getAsBoolean(); waited += 50)
				IJ.wait(50);
		}
		until(heard);
		JButton stop = button("Stop");
		if (stop != null) EventQueue.invokeLater(stop::doClick);
		until(() -> !working.getAsBoolean());
	}

	/** Presses Escape in ImageJ's window, once it is in front. */
	public static void escape() {
		EventQueue.invokeLater(() -> {
			IJ.getInstance().toFront();
			IJ.getInstance().requestFocus();
		});
		for (int waited = 0; waited < FOCUS_MS && !IJ.getInstance().isActive(); waited += 50)
			IJ.wait(50);
		Toolkit.getDefaultToolkit().getSystemEventQueue().postEvent(new KeyEvent(IJ.getInstance(), KeyEvent.KEY_PRESSED, System
			.currentTimeMillis(), 0, KeyEvent.VK_ESCAPE, (char) 27));
	}

	/** A button of an open window; null where there is none. */
	public static JButton button(String text) {
		for (Window window : Window.getWindows())
			if (window.isShowing() && swingButton(window, text) != null) return swingButton(window, text);
		return null;
	}

	/** A button with this text; null where there is none. */
	public static JButton swingButton(Container container, String text) {
		for (Component component : container.getComponents()) {
			if (component instanceof JButton button && text.equals(button.getText())) return button;
			JButton inner = component instanceof Container next ? swingButton(next, text) : null;
			if (inner != null) return inner;
		}
		return null;
	}

	/** The table of scores that people see; empty where its window is not open. */
	public static ResultsTable scores() {
		return table("Anomaly Scores");
	}

	/** Rows of all tables of scores and metrics, of people and of macros. */
	public static int rows() {
		return ResultsTable.getResultsTable().size() + scores().size() + table("Evaluation").size();
	}

	/** Empties all tables of scores and metrics. */
	public static void clearTables() throws Exception {
		ResultsTable.getResultsTable().reset();
		for (String title : List.of("Anomaly Scores", "Evaluation"))
			if (WindowManager.getFrame(title) instanceof TextWindow window) EventQueue.invokeAndWait(() -> window.close(false));
	}

	private static ResultsTable table(String title) {
		ResultsTable table = ResultsTable.getResultsTable(title);
		return table == null ? new ResultsTable() : table;
	}

	/** Waits until something is there. */
	public static <T> T await(Supplier<T> something) {
		for (int waited = 0;; waited += 50) {
			T found = something.get();
			if (found != null) return found;
			if (waited > LIMIT_MS) throw new IllegalStateException("Waited in vain; dialogs: " + dialogs());
			IJ.wait(50);
		}
	}

	/** Waits until something is true. */
	public static void until(BooleanSupplier condition) {
		await(() -> condition.getAsBoolean() ? true : null);
	}

	/** What a dialog says is wrong; empty for nothing. */
	public static String problem(Container dialog) {
		StringBuilder text = new StringBuilder();
		for (Component part : dialog.getComponents()) {
			if ("problem".equals(part.getName()) && part.isVisible()) text.append(part.getAccessibleContext().getAccessibleName());
			else if (part instanceof Container inner) text.append(problem(inner));
		}
		return text.toString();
	}

	/** Waits until a dialog says what is wrong. */
	public static String problem(String title) {
		return await(() -> {
			GenericDialog dialog = dialog(title);
			String problem = dialog == null ? "" : problem(dialog);
			return problem.isEmpty() ? null : problem;
		});
	}

	private static GenericDialog dialog(String title) {
		return shown(title) instanceof GenericDialog dialog ? dialog : null;
	}

	private static Dialog shown(String title) {
		for (Window window : Window.getWindows())
			if (window.isShowing() && window instanceof Dialog dialog && title.equals(dialog.getTitle())) return dialog;
		return null;
	}

	private static void collect(Container container, StringBuilder text) {
		for (Component component : container.getComponents()) {
			if (component instanceof Label label) text.append(label.getText()).append('\n');
			else if (component instanceof MultiLineLabel label) text.append(lines(label)).append('\n');
			else if (component instanceof Container inner) collect(inner, text);
		}
	}

	private static String lines(MultiLineLabel label) {
		try {
			var field = MultiLineLabel.class.getDeclaredField("lines");
			field.setAccessible(true);
			return String.join("\n", (String[]) field.get(label));
		}
		catch (ReflectiveOperationException e) {
			return e.toString();
		}
	}
}
