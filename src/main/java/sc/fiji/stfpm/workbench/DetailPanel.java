package sc.fiji.stfpm.workbench;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridLayout;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.swing.BorderFactory;
import javax.swing.DefaultListCellRenderer;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.Timer;

import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.Region;

/** The selected image: where it is anomalous, the normal image that it is most like, and what a person says about it. */
final class DetailPanel extends JPanel implements Workbench.Listener {
	private static final long serialVersionUID = 1L;
	private static final String UNLABELLED = "no label";
	/** Pixels of images whose regions are found anew at every step of a threshold that is dragged; of others once it rests. */
	private static final long AT_ONCE = 1_000_000;
	private static final int REST_MS = 150;

	private final transient Workbench workbench;
	private final ImageView image = new ImageView("Select an image", this::clicked);
	private final ImageView similar = new ImageView("", (x, y) -> {});
	private final JLabel title = new JLabel(" ");
	private final JLabel similarTitle = new JLabel(" ");
	private final DefaultListModel<Region> regions = new DefaultListModel<>();
	private final JList<Region> list = new JList<>(regions);
	private final JButton accept = ModelPanel.button("Accept as normal", 'c', "The model learns that this is normal");
	private final JButton confirm = ModelPanel.button("Confirm", 'n', "Keeps this as an example of what is anomalous");
	private final JButton undo = ModelPanel.button("Undo correction", 'U', "Takes back the correction made last");
	private final JComboBox<Object> label = new JComboBox<>(new Object[] { UNLABELLED, Label.NORMAL, Label.ANOMALOUS });
	private final JTextField note = new JTextField(14);
	private final JCheckBox heat = new JCheckBox("Heat map", true);
	private final Timer rest = new Timer(REST_MS, event -> follow());
	private transient Entry entry;
	private transient Detail detail;
	private boolean filling;

	DetailPanel(Workbench workbench) {
		super(new BorderLayout(6, 0));
		this.workbench = workbench;
		setBorder(BorderFactory.createCompoundBorder(BorderFactory.createEmptyBorder(0, 6, 0, 6), BorderFactory.createTitledBorder(
			"The selected image")));
		setPreferredSize(new Dimension(900, 270));
		JPanel pictures = new JPanel(new GridLayout(1, 2, 6, 0));
		pictures.add(titled(title, image));
		pictures.add(titled(similarTitle, similar));
		add(pictures, BorderLayout.CENTER);
		add(controls(), BorderLayout.EAST);
		rest.setRepeats(false);
		workbench.addListener(this);
		changed();
	}

	private static JPanel titled(JLabel title, ImageView view) {
		title.setFont(title.getFont().deriveFont(Font.PLAIN));
		JPanel panel = new JPanel(new BorderLayout());
		panel.add(title, BorderLayout.NORTH);
		panel.add(view, BorderLayout.CENTER);
		return panel;
	}

	private JPanel controls() {
		list.setName("regions");
		list.setVisibleRowCount(4);
		list.setCellRenderer(new DefaultListCellRenderer() {
			private static final long serialVersionUID = 1L;

			@Override
			public Component getListCellRendererComponent(JList<?> all, Object value, int index, boolean selected, boolean focused) {
				return super.getListCellRendererComponent(all, text((Region) value), index, selected, focused);
			}
		});
		list.addListSelectionListener(event -> {
			image.mark(Optional.ofNullable(list.getSelectedValue()));
			name();
		});
		list.setPrototypeCellValue(new Region(1, 12345, 1234, 1234, 1234, 1234, 123, 123, 1, 1));
		accept.addActionListener(event -> workbench.correcting.accept(detail, chosen()));
		confirm.addActionListener(event -> workbench.correcting.confirm(detail, chosen()));
		undo.addActionListener(event -> workbench.correcting.undo());
		label.setName("label");
		label.addActionListener(event -> {
			if (!filling && entry != null) workbench.label(List.of(entry), label.getSelectedItem() instanceof Label one ? one : null);
		});
		note.setName("note");
		note.addActionListener(event -> keepNote());
		note.addFocusListener(new FocusAdapter() {
			@Override
			public void focusLost(FocusEvent event) {
				keepNote();
			}
		});
		heat.setMnemonic('h');
		heat.addActionListener(event -> image.setHeat(heat.isSelected()));
		JPanel buttons = new JPanel(new GridLayout(0, 1, 2, 2));
		buttons.add(accept);
		JPanel two = new JPanel(new GridLayout(1, 2, 2, 2));
		two.add(confirm);
		two.add(undo);
		buttons.add(two);
		buttons.add(line("Image shows", label));
		buttons.add(line("Note", note));
		JPanel panel = new JPanel(new BorderLayout(0, 4));
		JPanel top = new JPanel(new BorderLayout());
		top.add(new JLabel("Alarms"), BorderLayout.WEST);
		top.add(heat, BorderLayout.EAST);
		panel.add(top, BorderLayout.NORTH);
		panel.add(new JScrollPane(list), BorderLayout.CENTER);
		panel.add(buttons, BorderLayout.SOUTH);
		return panel;
	}

	private static JPanel line(String text, JComponent field) {
		JPanel line = new JPanel(new BorderLayout(4, 0));
		JLabel label = new JLabel(text);
		label.setLabelFor(field);
		line.add(label, BorderLayout.WEST);
		line.add(field, BorderLayout.CENTER);
		return line;
	}

	private String text(Region region) {
		Calibration calibration = workbench.calibration();
		String channel = detail == null || detail.result() == null ? "" : detail.result().channel(region);
		return String.format(Locale.ROOT, "%d: %d pixels at %.0f, %.0f, strength %.2f%s", region.label(), region.area(), region.centroidX(), region
			.centroidY(), calibration == null ? Double.NaN : region.max() / calibration.threshold(), channel.isEmpty()
				? "" : ", channel " + channel);
	}

	private void keepNote() {
		if (entry != null) workbench.note(entry, note.getText());
	}

	/** @param chosen empty for none */
	void show(Optional<Entry> chosen) {
		keepNote();
		entry = chosen.orElse(null);
		detail = null;
		image.clear();
		similar.clear();
		similarTitle.setText(" ");
		fill();
		look();
	}

	private void look() {
		Entry asked = entry;
		if (asked == null) return;
		// Until then, what the gallery has of it.
		if (detail == null) workbench.images.picture(asked).ifPresent(picture -> image.show(picture, workbench.calibration(), picture.width(),
			picture.height()));
		workbench.look(workbench.images, asked, looked -> {
			if (asked != entry) return;
			detail = looked;
			image.show(looked.picture(), workbench.calibration(), looked.plane().width(), looked.plane().height());
			follow();
		});
		compare(asked);
	}

	private void compare(Entry asked) {
		Optional<Entry> normal = asked.finding().flatMap(finding -> workbench.normal(finding.similar()));
		similarTitle.setText(normal.map(like -> "Most like this normal image: " + like.image().name()).orElse(" "));
		normal.ifPresent(like -> workbench.look(workbench.normals, like, looked -> {
			if (asked == entry) similar.show(looked.picture(), null, looked.plane().width(), looked.plane().height());
		}));
	}

	private Set<Integer> chosen() {
		return list.getSelectedValuesList().stream().map(Region::label).collect(Collectors.toSet());
	}

	private void clicked(double x, double y) {
		if (detail == null) return;
		int region = detail.regionAt(x, y);
		for (int i = 0; i < regions.size(); i++)
			if (regions.get(i).label() == region) list.setSelectedIndex(i);
	}

	/** Brings all that is said about the image up to date. */
	private void fill() {
		filling = true;
		label.setSelectedItem(entry == null ? UNLABELLED : entry.label().map(Object.class::cast).orElse(UNLABELLED));
		if (!note.isFocusOwner()) note.setText(entry == null ? "" : entry.note());
		filling = false;
		label.setEnabled(entry != null);
		note.setEnabled(entry != null);
		title.setText(entry == null ? " " : entry.image().name() + (entry.remark().isEmpty() ? "" : ": " + entry.remark()));
		title.setToolTipText(title.getText());
		List<Region> found = detail == null ? List.of() : detail.regions();
		int before = list.getSelectedIndex();
		regions.clear();
		found.forEach(regions::addElement);
		if (before >= 0 && before < regions.size()) list.setSelectedIndex(before);
		name();
		undo.setEnabled(workbench.correcting.canUndo());
	}

	private void name() {
		boolean some = !regions.isEmpty();
		boolean can = some && workbench.correcting.canAccept();
		accept.setEnabled(can);
		confirm.setEnabled(some);
		accept.setText(some && list.isSelectionEmpty() && regions.size() > 1 ? "Accept all as normal" : "Accept as normal");
		confirm.setText(some && list.isSelectionEmpty() && regions.size() > 1 ? "Confirm all" : "Confirm");
	}

	@Override
	public void changed() {
		Calibration calibration = workbench.calibration();
		image.by(calibration);
		if (detail == null || calibration == null || detail.plane().width() * (long) detail.plane().height() <= AT_ONCE) follow();
		else rest.restart();
	}

	/** Finds the regions by the threshold that is shown. */
	private void follow() {
		Calibration calibration = workbench.calibration();
		if (detail != null && calibration != null) detail = detail.by(calibration);
		fill();
	}

	@Override
	public void judged(Entry which) {
		if (which == entry) look();
	}
}
