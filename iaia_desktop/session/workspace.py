"""One open session with everything that serves it; made when a session opens, closed with it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.method import Method
from iaia_desktop.core.types import FileStatus, ImageId
from iaia_desktop.jobs.import_labels import MatchedLabels
from iaia_desktop.jobs.open_session import OpenedSession
from iaia_desktop.jobs.stored_method import ENCODER_SETTING, write_method
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.auto_labelling import AutoLabelling
from iaia_desktop.session.catch_up import CatchUp
from iaia_desktop.session.check_flow import CheckFlow
from iaia_desktop.session.chosen_images import ChosenImages
from iaia_desktop.session.class_names import ClassNames
from iaia_desktop.session.elsewhere import Elsewhere
from iaia_desktop.session.encoder_feed import EncoderFeed
from iaia_desktop.session.encoder_notices import EncoderNotices
from iaia_desktop.session.folder_feed import FolderFeed
from iaia_desktop.session.folder_ranker import FolderRanker
from iaia_desktop.session.image_search import ImageSearch
from iaia_desktop.session.import_series import ImportSeries
from iaia_desktop.session.learning_feed import LearningFeed
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.session.order_feed import OrderFeed
from iaia_desktop.session.page_flow import PageFlow
from iaia_desktop.session.pictures import Thumbnails, ViewPictures
from iaia_desktop.session.presenter import Presenter
from iaia_desktop.session.ranker_feed import RankerFeed
from iaia_desktop.session.replaced_files import ReplacedFiles
from iaia_desktop.session.review_flow import ReviewFlow
from iaia_desktop.session.second_look import SecondLook
from iaia_desktop.session.services import Services
from iaia_desktop.session.supervisor import Supervisor
from iaia_desktop.session.text_feed import TextFeed


class Workspace(QObject):
    """Wire a session to its folder, its encoder and its pictures. Lives on the GUI thread.

    Parameters
    ----------
    opened : OpenedSession
        Fresh from the opening job.
    services : Services
        Shared by all sessions.
    """

    noticed = Signal(object)
    """Notice for the message area, from any part."""

    def __init__(
        self, opened: OpenedSession, services: Services, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._encoder_spec = opened.encoder_spec
        self.session = AnnotationSession(
            opened, clock=services.clock, class_keys=services.class_keys, parent=self
        )
        self.encoders = EncoderFeed(
            services.runner, services.embeddings, self, load=services.load_encoder
        )
        self.catch_up = CatchUp(self.session, services.runner, self)
        self.folder = FolderFeed(self.session, services.runner, self)
        self.elsewhere = Elsewhere(
            self.session, self.folder, self.encoders, services.runner, self, is_new=opened.is_new
        )
        self.elsewhere.encoder_named.connect(self._keep_encoder)
        self.learning = LearningFeed(self.session, self.encoders, opened.contributed, self)
        self.encoder_notices = EncoderNotices(self.encoders, self)
        self.second_look = SecondLook(self.session, self.folder, services.runner, self)
        self.replaced = ReplacedFiles(self.session, self.learning, self)
        self.rankers = RankerFeed(self.session, self.encoders, services.runner, self)
        self.texts = TextFeed(
            self.session, self.encoders, services.runner, services.embeddings, self
        )
        self.names = ClassNames(
            self.session,
            self.texts,
            self.encoders,
            clock=services.clock,
            class_keys=services.class_keys,
            parent=self,
        )
        self.ranker = FolderRanker(self.session, services.runner, self)
        self.orders = OrderFeed(self.session, opened.order, self.ranker, services.runner, self)
        self.folder.order_found.connect(self.orders.set_folder_order)
        self.learning.embedded.connect(self.orders.note_embedded)
        self.supervisor = Supervisor(self.session, self.ranker, clock=services.clock, parent=self)
        self.presenter = Presenter(self.session, self.encoders, self.orders, self.supervisor)
        self.pages = PageFlow(
            self.session,
            self.presenter,
            self.encoders,
            self.folder,
            services.runner,
            clock=services.clock,
            parent=self,
        )
        self.views = ViewPictures(self.session.state.path, self)
        self.thumbnails = Thumbnails(self.session.state.path, services.thumbnails, self)
        self.search = ImageSearch(
            self.session,
            self.encoders,
            self.orders.places,
            services.runner,
            services.embeddings,
            self,
        )
        self.chosen = ChosenImages(
            self.session, clock=services.clock, class_keys=services.class_keys, parent=self
        )
        self.automatic = AutoLabelling(
            self.session, services.runner, clock=services.clock, parent=self
        )
        self.checks = CheckFlow(self.session, self.automatic, self)
        self.review = ReviewFlow(
            self.session,
            services.runner,
            clock=services.clock,
            class_keys=services.class_keys,
            parent=self,
        )
        self._closed = False
        # Pictures that failed on screen: each is a reason to look at the folder only once.
        self._lost: set[ImageId] = set()
        self.session.files_changed.connect(self._on_files_changed)
        self.folder.comparing.connect(self.learning.note_files)
        self.folder.ended.connect(self.views.forget_failures)
        self.folder.ended.connect(self.thumbnails.forget_failures)
        self.views.failed.connect(self._on_view_failed)
        self.encoders.watch.folder_lost.connect(self.folder.look_for_lost)
        self.encoders.watch.folder_found.connect(self.folder.look_for_return)
        self.learning.replaced.connect(self._on_replaced)
        for part in (
            self.session,
            self.folder,
            self.elsewhere,
            self.learning,
            self.encoder_notices,
            self.second_look,
            self.replaced,
            self.texts,
            self.names,
            self.orders,
            self.pages,
            self.search,
            self.chosen,
            self.automatic,
            self.supervisor,
            self.review,
        ):
            part.noticed.connect(self.noticed)

    @property
    def encoder_spec(self) -> str:
        """The encoder that the session wants."""
        return self._encoder_spec

    @property
    def is_closed(self) -> bool:
        """Whether the session's file is closed, so that nothing may reach it any more."""
        return self._closed

    def start(self) -> None:
        """Show the first image, and begin to scan and to embed; not once it is closed."""
        if self._closed:
            return
        root = self.session.store.folder
        self.views.set_root(root)
        self.thumbnails.set_root(root)
        self.session.navigator.start()
        self.folder.start()
        self.elsewhere.start(self._encoder_spec)
        self.catch_up.start()

    def use_encoder(self, spec: str) -> None:
        """Switch to another encoder: images are embedded anew, and every label stays."""
        self._keep_encoder(spec)
        self.elsewhere.take_encoder(spec)

    def use_method(self, method: Method) -> None:
        """Take other settings of the method; prototypes are worked out anew where needed."""
        engine = self.session.engine
        before, engine.method = engine.method, method
        self._keep_method(method)
        if (before.distance, before.normalise, before.learn_from_machine) != (
            method.distance,
            method.normalise,
            method.learn_from_machine,
        ):
            self.learning.relearn()
        self.session.suggestions_changed.emit()

    def make_import(self, found: MatchedLabels, *, replace_labels: bool) -> ImportSeries:
        """Return what takes imported labels over, for the caller to start; it ends with this."""
        return ImportSeries(
            self.session,
            found,
            replace_labels=replace_labels,
            clock=self._services.clock,
            parent=self,
        )

    def close(self) -> None:
        """Stop all work for the session, save what is left, and close its file."""
        if self._closed:
            return
        self._closed = True
        with ExitStack() as last_first:
            # Whatever befalls the others, the session's file is closed.
            for end in reversed(
                (
                    self.catch_up.stop,
                    *(series.stop for series in self.findChildren(ImportSeries)),
                    self.second_look.stop,
                    self.folder.close,
                    self.elsewhere.stop,
                    self.encoders.stop,
                    self.texts.stop,
                    self.search.stop,
                    self.orders.stop,
                    self.ranker.stop,
                    self.rankers.stop,
                    self.automatic.stop,
                    self.supervisor.stop,
                    self.pages.stop,
                    self.review.stop,
                    self.views.close,
                    self.thumbnails.close,
                    self.learning.stop,
                    self.session.close,
                )
            ):
                last_first.callback(end)

    def _on_files_changed(self, image_ids: Sequence[ImageId]) -> None:
        """Decode files anew that are back, or lie elsewhere."""
        for image_id in image_ids:
            if self.session.state.file(image_id).status is FileStatus.PENDING:
                self._lost.discard(image_id)
                self.views.forget(image_id)
                self.thumbnails.forget(image_id)

    def _on_replaced(self, image_ids: Sequence[ImageId]) -> None:
        for image_id in image_ids:
            self.views.forget(image_id)
            self.thumbnails.forget(image_id)

    def _on_view_failed(self, image_id: int, _reason: str) -> None:
        """Look at the folder when a file that could be read before cannot be any more."""
        lost = ImageId(image_id)
        if lost not in self._lost and self.session.state.file(lost).status is FileStatus.READY:
            self._lost.add(lost)
            self.folder.look_after_loss()

    def _keep_encoder(self, spec: str) -> None:
        self._encoder_spec = spec
        self._keep(ENCODER_SETTING, spec)

    def _keep_method(self, method: Method) -> None:
        if self.session.read_only:
            return
        try:
            write_method(self.session.store, method)
        except SessionFileError as error:
            self.noticed.emit(Notice(NoticeKind.ERROR, error.words, "method"))

    def _keep(self, name: str, value: str) -> None:
        if self.session.read_only:
            return
        try:
            self.session.store.set_setting(name, value)
        except SessionFileError as error:
            self.noticed.emit(Notice(NoticeKind.ERROR, error.words, "settings"))
