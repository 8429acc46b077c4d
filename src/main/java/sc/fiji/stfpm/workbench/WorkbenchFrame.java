package sc.fiji.stfpm.workbench;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JFrame;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JMenuItem;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import javax.swing.filechooser.FileNameExtensionFilter;

import ij.WindowManager;
import ij.io.OpenDialog;
import ij.plugin.BrowserLauncher;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.ui.LastModel;
import sc.fiji.stfpm.ui.ModelName;
import sc.fiji.stfpm.ui.SampleStacks;
import sc.fiji.stfpm.ui.Show;

/**
 * The Anomaly Workbench: the model, the images to judge, the decision and the selected image in one window. There is one at a time.
 * For the event thread.
 */
public final class WorkbenchFrame extends JFrame implements Tasks.Listener, Choices {
	private static final long serialVersionUID = 1L;
	/** The window's title. */
	public static final String TITLE = "Anomaly Workbench";
	private static WorkbenchFrame open;

	private final transient Workbench workbench = new Workbench(this);
	private final transient Exports exports = new Exports(workbench);
	/** What was said while models learned, and what went wrong. */
	private final transient List<String> messages = new ArrayList<>();
	private final StatusBar status = new StatusBar(workbench.tasks::cancel);
	private final DetailPanel detail = new DetailPanel(workbench);
	private final GalleryPanel gallery = new GalleryPanel(workbench, this, detail::show, entry -> look(entry, Show.OVERLAY));

	private WorkbenchFrame() {
		super(TITLE);
		setName("workbench");
		setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
		JSplitPane right = new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, gallery, new DecisionPanel(workbench));
		right.setResizeWeight(1);
		JSplitPane top = new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, new ModelPanel(workbench, this), right);
		JSplitPane all = new JSplitPane(JSplitPane.VERTICAL_SPLIT, top, detail);
		all.setResizeWeight(1);
		for (JSplitPane pane : List.of(right, top, all)) {
			pane.setBorder(null);
			pane.setContinuousLayout(true);
		}
		JPanel content = new JPanel(new BorderLayout());
		content.add(all, BorderLayout.CENTER);
		content.add(status, BorderLayout.SOUTH);
		setContentPane(content);
		setJMenuBar(menus());
		shortcuts(content);
		addWindowListener(new WindowAdapter() {
			@Override
			public void windowClosing(WindowEvent event) {
				close();
			}

			@Override
			public void windowClosed(WindowEvent event) {
				closed();
			}
		});
		place();
	}

	/** Opens the window, or brings it to the front. */
	public static void open() {
		if (open == null) {
			open = new WorkbenchFrame();
			open.setVisible(true);
			WindowManager.addWindow(open);
		}
		open.toFront();
	}

	Workbench workbench() {
		return workbench;
	}

	/** What was learned and judged is kept; what is being learned would be lost. */
	private void close() {
		if (!workbench.learning.isRunning() || confirms("Stop learning? No model is written then.", "Stop and close")) dispose();
	}

	private void closed() {
		open = null;
		WindowManager.removeWindow(this);
		workbench.close();
	}

	private void place() {
		Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
		setSize(new Dimension(Math.min(screen.width, 1240), Math.min(screen.height, 900)));
		setLocationRelativeTo(null);
	}

	private JMenuBar menus() {
		JMenu file = menu("File", 'F');
		JMenu samples = new JMenu("Open Sample Data");
		samples.setName("samples");
		for (SampleStacks sample : SampleStacks.values())
			item(samples, sample.toString(), null, () -> workbench.addSample(sample));
		file.add(samples);
		item(file, "Open Model\u2026", KeyStroke.getKeyStroke(KeyEvent.VK_O, shortcut()), this::openModel);
		file.addSeparator();
		item(file, "Save Scores as CSV\u2026", KeyStroke.getKeyStroke(KeyEvent.VK_S, shortcut()), this::saveCsv);
		item(file, "Write Report\u2026", KeyStroke.getKeyStroke(KeyEvent.VK_P, shortcut()), this::saveReport);
		item(file, "Show Scores as Table", null, exports::table);
		item(file, "Add Outlines to ROI Manager", null, () -> withSelected(entry -> look(entry, Show.ROI_MANAGER)));
		file.addSeparator();
		item(file, "Close", KeyStroke.getKeyStroke(KeyEvent.VK_W, shortcut()), this::close);
		JMenu edit = menu("Edit", 'E');
		item(edit, "Undo Correction", KeyStroke.getKeyStroke(KeyEvent.VK_Z, shortcut()), () -> {
			if (workbench.correcting.canUndo()) workbench.correcting.undo();
		});
		edit.addSeparator();
		item(edit, "Messages\u2026", null, this::showMessages);
		item(edit, "Copy as Macro", null, () -> copied(workbench.record.macro()));
		item(edit, "Copy as Groovy", null, () -> copied(workbench.record.groovy()));
		JMenuBar bar = new JMenuBar();
		bar.add(file);
		bar.add(edit);
		return bar;
	}

	private int shortcut() {
		return getToolkit().getMenuShortcutKeyMaskEx();
	}

	private static JMenu menu(String text, char mnemonic) {
		JMenu menu = new JMenu(text);
		menu.setMnemonic(mnemonic);
		menu.setName(text);
		return menu;
	}

	private static void item(JMenu menu, String text, KeyStroke key, Runnable action) {
		JMenuItem item = new JMenuItem(text);
		item.setName(text);
		item.setAccelerator(key);
		item.addActionListener(event -> action.run());
		menu.add(item);
	}

	/** Plain keys, for those who judge many images one after the other; not while a text is typed. */
	private void shortcuts(JComponent content) {
		content.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "stop");
		content.getActionMap().put("stop", new AbstractAction() {
			private static final long serialVersionUID = 1L;

			@Override
			public void actionPerformed(ActionEvent event) {
				workbench.tasks.cancel();
			}
		});
	}

	private void withSelected(Consumer<Entry> action) {
		if (gallery.selected().size() == 1) action.accept(gallery.selected().get(0));
		else status.say("Select one image first");
	}

	private void look(Entry entry, Show how) {
		workbench.look(workbench.images, entry, looked -> exports.open(workbench.calibration() == null ? looked : looked.by(workbench
			.calibration()), how));
	}

	private void copied(String text) {
		Exports.copy(text);
		status.say(text.isEmpty() ? "Nothing was done yet that a command could repeat" : "Copied to the clipboard");
	}

	private void saveCsv() {
		saveAs("Save Scores", "scores.csv", file -> {
			try {
				exports.csv(file);
				status.say("Wrote " + file);
			}
			catch (IOException e) {
				failed("Save Scores", Reasons.of(e));
			}
		});
	}

	private void saveReport() {
		if (workbench.model().isEmpty() || workbench.images.gallery.all().isEmpty()) status.say("A report needs a model, and images to judge");
		else saveAs("Write Report", "report.html", file -> exports.report(file, () -> {
			status.say("Wrote " + file);
			browse(file);
		}));
	}

	private static void browse(Path page) {
		try {
			BrowserLauncher.openURL(page.toUri().toString());
		}
		catch (IOException e) {
			// There is no browser; the status bar says where the page is.
		}
	}

	private void saveAs(String title, String name, Consumer<Path> writer) {
		JFileChooser chooser = chooser(title, JFileChooser.FILES_ONLY);
		chooser.setSelectedFile(new File(chooser.getCurrentDirectory(), name));
		if (chooser.showSaveDialog(this) != JFileChooser.APPROVE_OPTION) return;
		Path file = chooser.getSelectedFile().toPath();
		if (!Files.exists(file) || confirms("Replace " + file + "?", "Replace")) writer.accept(file);
	}

	private boolean confirms(String question, String yes) {
		return JOptionPane.showOptionDialog(this, question, TITLE, JOptionPane.DEFAULT_OPTION, JOptionPane.QUESTION_MESSAGE, null, new Object[] {
			yes, "Cancel" }, yes) == 0;
	}

	private static JFileChooser chooser(String title, int mode) {
		JFileChooser chooser = new JFileChooser(OpenDialog.getDefaultDirectory());
		chooser.setDialogTitle(title);
		chooser.setFileSelectionMode(mode);
		return chooser;
	}

	@Override
	public void openModel() {
		JFileChooser chooser = chooser("Open Model", JFileChooser.FILES_ONLY);
		chooser.setFileFilter(new FileNameExtensionFilter("Models (*" + ModelFile.EXTENSION + ")", ModelFile.EXTENSION.substring(1)));
		if (!LastModel.get().getPath().isEmpty()) chooser.setSelectedFile(LastModel.get());
		if (chooser.showOpenDialog(this) == JFileChooser.APPROVE_OPTION) workbench.open(chooser.getSelectedFile().toPath());
	}

	@Override
	public void images(String title, Consumer<List<Path>> taker) {
		JFileChooser chooser = chooser(title, JFileChooser.FILES_AND_DIRECTORIES);
		chooser.setMultiSelectionEnabled(true);
		if (chooser.showDialog(this, "Add") != JFileChooser.APPROVE_OPTION) return;
		File[] chosen = chooser.getSelectedFiles();
		OpenDialog.setDefaultDirectory(chooser.getCurrentDirectory().getPath());
		taker.accept(Arrays.stream(chosen).map(File::toPath).toList());
	}

	@Override
	public Optional<Path> target() {
		Path file = workbench.file().orElse(null);
		if (file == null) return newModel();
		int answer = JOptionPane.showOptionDialog(this, "Learn anew and replace " + file.getFileName() + "?\nThe threshold and " + workbench
			.model().orElseThrow().accepted().size() + " accepted parts of the old model are lost.", TITLE, JOptionPane.DEFAULT_OPTION,
			JOptionPane.QUESTION_MESSAGE, null, new Object[] { "Replace", "Write another file", "Cancel" }, "Cancel");
		if (answer == 0) return Optional.of(file);
		return answer == 1 ? newModel() : Optional.empty();
	}

	private Optional<Path> newModel() {
		GalleryImage first = workbench.normals.gallery.all().get(0).image();
		File folder = first.file().map(file -> file.getParent().toFile()).orElse(new File("model"));
		return Optional.of((first.open() == null ? ModelName.beside(folder) : ModelName.of(first.open())).toPath());
	}

	@Override
	public void problem(String title, String message, Component field) {
		failed(title, message);
		field.requestFocusInWindow();
	}

	@Override
	public void started(String title) {
		status.started(title);
	}

	@Override
	public void progressed(long done, long total, String message) {
		status.progressed(done, total, message);
	}

	@Override
	public void idle() {
		status.idle();
	}

	@Override
	public void noted(String message) {
		messages.add(message);
	}

	private void showMessages() {
		show("Messages", messages.isEmpty() ? "There are none yet." : String.join("\n\n", messages), JOptionPane.PLAIN_MESSAGE);
	}

	@Override
	public void failed(String title, String reason) {
		messages.add(title + ": " + reason);
		show(title, reason, JOptionPane.WARNING_MESSAGE);
	}

	private void show(String title, String text, int kind) {
		JScrollPane scroll = new JScrollPane(wrapped(text));
		scroll.setBorder(null);
		scroll.setPreferredSize(new Dimension(560, Math.min(400, scroll.getPreferredSize().height + 10)));
		JOptionPane.showMessageDialog(this, scroll, title, kind);
	}

	/** In lines that fit a screen. */
	private static JComponent wrapped(String text) {
		JTextArea area = new JTextArea(text, 0, 60);
		area.setLineWrap(true);
		area.setWrapStyleWord(true);
		area.setEditable(false);
		area.setOpaque(false);
		area.setSize(new Dimension(520, Short.MAX_VALUE));
		return area;
	}

	/** Has the window opened from any thread. */
	public static void openLater() {
		SwingUtilities.invokeLater(WorkbenchFrame::open);
	}
}
