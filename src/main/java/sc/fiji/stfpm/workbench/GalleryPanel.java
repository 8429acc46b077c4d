package sc.fiji.stfpm.workbench;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import javax.swing.AbstractAction;
import javax.swing.Action;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.event.ListDataEvent;
import javax.swing.event.ListDataListener;

/** The images that are judged, as pictures with heat map and verdict. */
final class GalleryPanel extends JPanel implements Workbench.Listener {
	private static final long serialVersionUID = 1L;
	private static final int THUMB = 112;

	private final transient Workbench workbench;
	private final JList<Entry> list;
	private final transient EntryRenderer renderer;
	private final JLabel counts = new JLabel();
	private final JButton judge = ModelPanel.button("Judge", 'J', "Judges the images that were not judged yet");
	private final JButton remove = ModelPanel.button("Remove", 'v', "Takes the selected images off the workbench; files stay");
	private transient List<Entry> selected = List.of();
	private boolean moving;

	/**
	 * @param choices asks for files
	 * @param chosen gets the image to look at; empty for none
	 * @param opener opens an image in ImageJ
	 */
	GalleryPanel(Workbench workbench, Choices choices, Consumer<Optional<Entry>> chosen, Consumer<Entry> opener) {
		super(new BorderLayout(0, 4));
		this.workbench = workbench;
		list = new JList<>(workbench.images.gallery) {
			private static final long serialVersionUID = 1L;

			@Override
			public String getToolTipText(MouseEvent event) {
				int index = locationToIndex(event.getPoint());
				if (index < 0 || !getCellBounds(index, index).contains(event.getPoint())) return "Drop files and folders to judge here";
				Entry entry = getModel().getElementAt(index);
				return entry.image().name() + ": " + renderer.says(entry) + (entry.remark().isEmpty() ? "" : "; " + entry.remark());
			}
		};
		renderer = new EntryRenderer(workbench.images, THUMB, true);
		setBorder(BorderFactory.createCompoundBorder(BorderFactory.createEmptyBorder(6, 3, 3, 3), BorderFactory.createTitledBorder(
			"Images to judge")));
		prepare(chosen, opener);
		add(bar(choices), BorderLayout.NORTH);
		add(new JScrollPane(list, JScrollPane.VERTICAL_SCROLLBAR_ALWAYS, JScrollPane.HORIZONTAL_SCROLLBAR_NEVER), BorderLayout.CENTER);
		workbench.addListener(this);
		changed();
	}

	private void prepare(Consumer<Optional<Entry>> chosen, Consumer<Entry> opener) {
		Dimension cell = renderer.cell();
		list.setName("gallery");
		list.setCellRenderer(renderer);
		list.setFixedCellWidth(cell.width);
		list.setFixedCellHeight(cell.height);
		list.setLayoutOrientation(JList.HORIZONTAL_WRAP);
		list.setVisibleRowCount(-1);
		list.setTransferHandler(new FileDrop(workbench::addImages));
		list.getAccessibleContext().setAccessibleName("Images to judge");
		list.addListSelectionListener(event -> {
			if (moving) return;
			// While a mouse button is down, too, as the images may move meanwhile.
			selected = list.getSelectedValuesList();
			if (event.getValueIsAdjusting()) return;
			remove.setEnabled(!selected.isEmpty());
			chosen.accept(selected.size() == 1 ? Optional.of(selected.get(0)) : Optional.empty());
		});
		list.addMouseListener(new MouseAdapter() {
			@Override
			public void mouseClicked(MouseEvent event) {
				if (event.getClickCount() == 2 && selected.size() == 1) opener.accept(selected.get(0));
			}
		});
		JPopupMenu menu = new JPopupMenu();
		item(menu, "Open in ImageJ", KeyEvent.VK_ENTER, () -> {
			if (selected.size() == 1) opener.accept(selected.get(0));
		});
		item(menu, "Label normal", KeyEvent.VK_N, () -> workbench.label(selected, Label.NORMAL));
		item(menu, "Label anomalous", KeyEvent.VK_A, () -> workbench.label(selected, Label.ANOMALOUS));
		item(menu, "No label", KeyEvent.VK_0, () -> workbench.label(selected, null));
		item(menu, "Remove from the workbench", KeyEvent.VK_DELETE, () -> workbench.remove(workbench.images, selected));
		list.setComponentPopupMenu(menu);
		workbench.images.gallery.addListDataListener(new ListDataListener() {
			@Override
			public void intervalAdded(ListDataEvent event) {
				follow();
			}

			@Override
			public void intervalRemoved(ListDataEvent event) {
				follow();
			}

			@Override
			public void contentsChanged(ListDataEvent event) {
				follow();
			}
		});
	}

	/** An entry of the menu that is a key of the list, too. */
	private void item(JPopupMenu menu, String text, int key, Runnable action) {
		KeyStroke stroke = KeyStroke.getKeyStroke(key, 0);
		AbstractAction done = new AbstractAction(text) {
			private static final long serialVersionUID = 1L;

			@Override
			public void actionPerformed(ActionEvent event) {
				action.run();
			}
		};
		done.putValue(Action.ACCELERATOR_KEY, stroke);
		menu.add(done);
		list.getInputMap().put(stroke, text);
		list.getActionMap().put(text, done);
	}

	/** Selected images stay selected wherever they go. */
	private void follow() {
		int[] places = selected.stream().mapToInt(workbench.images.gallery::indexOf).filter(place -> place >= 0).toArray();
		moving = true;
		list.setSelectedIndices(places);
		moving = false;
	}

	private JPanel bar(Choices choices) {
		JButton files = ModelPanel.button("Add files\u2026", 'd', "Adds images to judge: files and folders");
		files.addActionListener(event -> choices.images("Images to judge", workbench::addImages));
		JButton open = ModelPanel.button("Add open image \u25be", 'm', "Adds every slice of an open image");
		open.addActionListener(event -> OpenImageMenu.show(open, false, (image, rois) -> workbench.addImages(image)));
		remove.setEnabled(false);
		remove.addActionListener(event -> workbench.remove(workbench.images, selected));
		judge.addActionListener(event -> workbench.judging.start());
		JComboBox<Gallery.Filter> filter = new JComboBox<>(Gallery.Filter.values());
		filter.setName("filter");
		filter.setToolTipText("Which images are shown");
		filter.addActionListener(event -> workbench.images.gallery.setFilter((Gallery.Filter) filter.getSelectedItem()));
		JComboBox<Gallery.Order> order = new JComboBox<>(Gallery.Order.values());
		order.setName("order");
		order.setToolTipText("In which order");
		order.addActionListener(event -> workbench.images.gallery.setOrder((Gallery.Order) order.getSelectedItem()));
		JPanel add = new JPanel(new FlowLayout(FlowLayout.LEADING, 3, 0));
		for (JButton one : List.of(files, open, remove, judge))
			add.add(one);
		JPanel view = new JPanel(new FlowLayout(FlowLayout.TRAILING, 3, 0));
		view.add(filter);
		view.add(order);
		counts.setName("counts");
		counts.setFont(counts.getFont().deriveFont(Font.PLAIN));
		JPanel below = new JPanel(new BorderLayout(6, 0));
		below.add(counts, BorderLayout.CENTER);
		below.add(view, BorderLayout.EAST);
		JPanel bar = new JPanel(new BorderLayout(0, 3));
		bar.add(add, BorderLayout.NORTH);
		bar.add(below, BorderLayout.SOUTH);
		return bar;
	}

	List<Entry> selected() {
		return selected;
	}

	@Override
	public void changed() {
		Gallery.Counts now = workbench.images.gallery.counts();
		StringBuilder text = new StringBuilder();
		for (Status status : Status.values()) {
			int number = now.of(status);
			if (number > 0) text.append(text.length() == 0 ? "" : ", ").append(String.format(Locale.ROOT, "%d %s", number, status));
		}
		counts.setText(text.length() == 0 ? "Drop files and folders here, or add open images" : text.toString());
		judge.setVisible(workbench.canJudge());
	}
}
