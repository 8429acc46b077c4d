package sc.fiji.stfpm.workbench;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.GridLayout;
import java.awt.Insets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;

import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.teacher.DefaultTeacher;
import sc.fiji.stfpm.teacher.EmbeddedTeacher;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.ui.SampleStacks;

/** The model: what it learns from and how, or what it has learned. */
final class ModelPanel extends JPanel implements Workbench.Listener {
	private static final long serialVersionUID = 1L;
	private static final int THUMB = 56;
	private static final String AUTO = "auto";

	private final transient Workbench workbench;
	private final transient Choices choices;
	private final JLabel title = new JLabel();
	private final JTextArea facts = new JTextArea();
	private final JLabel count = new JLabel();
	private final JList<Entry> normals;
	private final JComboBox<String> preset = new JComboBox<>();
	private final JComboBox<String> teacher = new JComboBox<>();
	private final JComboBox<String> mode = new JComboBox<>(new String[] { "Whole", "Tiles" });
	private final JComboBox<String> size = new JComboBox<>(new String[] { AUTO, "128", "192", "256", "384", "512" });
	private final JButton remove = button("Remove", 'R', "Takes the selected images out");
	private final JButton learn = button("Learn", 'L', "Learns what is normal from these images, and writes the model file");

	/** @param choices asks for files */
	ModelPanel(Workbench workbench, Choices choices) {
		super(new BorderLayout(0, 6));
		this.workbench = workbench;
		this.choices = choices;
		normals = new JList<>(workbench.normals.gallery);
		setBorder(BorderFactory.createEmptyBorder(6, 6, 6, 3));
		add(model(), BorderLayout.NORTH);
		add(images(), BorderLayout.CENTER);
		add(how(), BorderLayout.SOUTH);
		workbench.addListener(this);
		changed();
	}

	static JButton button(String text, char mnemonic, String tip) {
		JButton button = new JButton(text);
		button.setName(text);
		button.setMnemonic(mnemonic);
		button.setToolTipText(tip);
		button.setMargin(new Insets(2, 6, 2, 6));
		return button;
	}

	private JComponent model() {
		title.setFont(title.getFont().deriveFont(Font.BOLD));
		facts.setEditable(false);
		facts.setLineWrap(true);
		facts.setWrapStyleWord(true);
		facts.setOpaque(false);
		facts.setFocusable(false);
		facts.setFont(title.getFont().deriveFont(Font.PLAIN));
		facts.setRows(4);
		JButton open = button("Open model\u2026", 'O', "Opens a model file, and what was on the workbench with it");
		open.addActionListener(event -> choices.openModel());
		JButton sample = button("Sample data \u25be", 'S', "Images to try it on");
		sample.addActionListener(event -> {
			JPopupMenu menu = new JPopupMenu();
			for (SampleStacks one : SampleStacks.values())
				menu.add(one.toString()).addActionListener(chosen -> workbench.addSample(one));
			menu.show(sample, 0, sample.getHeight());
		});
		JPanel buttons = new JPanel(new GridLayout(1, 2, 2, 2));
		buttons.add(open);
		buttons.add(sample);
		JPanel panel = new JPanel(new BorderLayout(4, 4));
		panel.setBorder(BorderFactory.createTitledBorder("Model"));
		panel.add(title, BorderLayout.NORTH);
		panel.add(facts, BorderLayout.CENTER);
		panel.add(buttons, BorderLayout.SOUTH);
		return panel;
	}

	private JComponent images() {
		EntryRenderer renderer = new EntryRenderer(workbench.normals, THUMB, false);
		normals.setName("normals");
		normals.setCellRenderer(renderer);
		Dimension cell = renderer.cell();
		normals.setFixedCellWidth(cell.width);
		normals.setFixedCellHeight(cell.height);
		normals.setLayoutOrientation(JList.HORIZONTAL_WRAP);
		normals.setVisibleRowCount(-1);
		normals.setDragEnabled(false);
		normals.setTransferHandler(new FileDrop(workbench::addNormals));
		normals.addListSelectionListener(event -> remove.setEnabled(!normals.isSelectionEmpty()));
		normals.setToolTipText("Drop files and folders of normal images here");
		JButton files = button("Add files\u2026", 'f', "Adds normal images: files and folders");
		files.addActionListener(event -> choices.images("Normal images", workbench::addNormals));
		JButton open = button("Add open image \u25be", 'i', "Adds every slice of an open image, or the regions in the ROI Manager");
		open.addActionListener(event -> OpenImageMenu.show(open, true, workbench::addNormals));
		remove.setEnabled(false);
		remove.addActionListener(event -> workbench.remove(workbench.normals, normals.getSelectedValuesList()));
		JPanel buttons = new JPanel(new GridLayout(0, 1, 2, 2));
		JPanel add = new JPanel(new BorderLayout(2, 2));
		add.add(files, BorderLayout.WEST);
		add.add(open, BorderLayout.CENTER);
		JPanel last = new JPanel(new BorderLayout(2, 2));
		last.add(count, BorderLayout.CENTER);
		last.add(remove, BorderLayout.EAST);
		buttons.add(add);
		buttons.add(last);
		JPanel panel = new JPanel(new BorderLayout(2, 2));
		panel.setBorder(BorderFactory.createTitledBorder("Normal images to learn from"));
		panel.add(new JScrollPane(normals, JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED, JScrollPane.HORIZONTAL_SCROLLBAR_NEVER),
			BorderLayout.CENTER);
		panel.add(buttons, BorderLayout.SOUTH);
		return panel;
	}

	private JComponent how() {
		for (Preset each : Preset.values())
			preset.addItem(each.id());
		teachers().forEach(teacher::addItem);
		teacher.setSelectedItem(DefaultTeacher.choiceToShow());
		size.setEditable(true);
		preset.setToolTipText("memory: within seconds. thorough: slightly better, a third as fast. The others train a student network");
		mode.setToolTipText("Whole: one object seen whole. Tiles: full resolution, for textures and small defects");
		size.setToolTipText("Side in pixels of what the network sees; auto as the preset says");
		teacher.setPrototypeDisplayValue("resnet18-imagenet");
		JPanel panel = new JPanel(new GridBagLayout());
		panel.setBorder(BorderFactory.createTitledBorder("How it learns"));
		row(panel, 0, "Preset", preset);
		row(panel, 1, "Teacher", teacher);
		row(panel, 2, "Images are seen", mode);
		row(panel, 3, "Size", size);
		learn.addActionListener(event -> learn());
		GridBagConstraints place = place(0, 4);
		place.gridwidth = 2;
		panel.add(learn, place);
		return panel;
	}

	private static List<String> teachers() {
		List<String> names = new ArrayList<>(EmbeddedTeacher.ids());
		try {
			for (Path stored : TeacherStore.stored())
				names.add(stored.getFileName().toString().replaceFirst("\\.[^.]*$", ""));
		}
		catch (IOException e) {
			// The embedded ones are there whatever happens to the folder.
		}
		if (!names.contains(DefaultTeacher.choiceToShow())) names.add(DefaultTeacher.choiceToShow());
		return names;
	}

	private static void row(JPanel panel, int row, String label, JComponent field) {
		JLabel text = new JLabel(label);
		text.setLabelFor(field);
		field.setName(label);
		panel.add(text, place(0, row));
		GridBagConstraints place = place(1, row);
		place.weightx = 1;
		panel.add(field, place);
	}

	private static GridBagConstraints place(int column, int row) {
		return new GridBagConstraints(column, row, 1, 1, 0, 0, GridBagConstraints.LINE_START, GridBagConstraints.HORIZONTAL, new Insets(1, 2, 1,
			2), 0, 0);
	}

	private void learn() {
		Settings settings;
		try {
			settings = settings();
			settings.options();
		}
		catch (IllegalArgumentException e) {
			choices.problem("Learn", e.getMessage(), size);
			return;
		}
		choices.target().ifPresent(target -> workbench.learning.start(settings, target));
	}

	private Settings settings() {
		List<Integer> sizes = new ArrayList<>();
		String text = String.valueOf(size.getEditor().getItem()).trim();
		if (!text.isEmpty() && !text.equals(AUTO)) for (String one : text.split(","))
			try {
				sizes.add(Integer.parseInt(one.trim()));
			}
			catch (NumberFormatException e) {
				throw new IllegalArgumentException("The size is \"" + text + "\", expected auto, or numbers of pixels such as 256 or 128,256");
			}
		return new Settings(Preset.of((String) preset.getSelectedItem()), (String) teacher.getSelectedItem(), mode.getSelectedIndex() == 1
			? Mode.TILES : Mode.WHOLE, sizes);
	}

	@Override
	public void changed() {
		int images = workbench.normals.gallery.all().size();
		count.setText(images == 1 ? "1 image" : images + " images");
		learn.setEnabled(images >= Trainer.MIN_IMAGES && !workbench.learning.isRunning());
		learn.setText(workbench.model().isPresent() ? "Learn anew" : "Learn");
		title.setText(workbench.file().map(file -> file.getFileName().toString()).orElse("No model yet"));
		title.setToolTipText(workbench.file().map(Path::toString).orElse(null));
		facts.setText(workbench.model().map(ModelPanel::facts).orElse(
			"Add normal images and learn, or open a model. Twenty images and up; what varies among normal images should vary among them."));
	}

	private static String facts(AnomalyModel model) {
		int corrections = model.accepted().size() + model.marked().size();
		return String.format(Locale.ROOT, "%s, preset %s%nteacher %s%n%s%s", model.record().imagesText(), model.record().preset(), model
			.teacher().name(), model.record().date(), corrections == 0 ? "" : corrections == 1 ? ", 1 correction" : ", " + corrections
				+ " corrections");
	}
}
