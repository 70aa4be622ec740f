// For the page that says that a submission has arrived: its draft has done its service.
try {
  localStorage.removeItem('draft-submission');
} catch {
  // Where nothing can be kept, there is nothing to forget.
}
