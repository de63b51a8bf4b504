// While a file is being read: ask again every two seconds, as the link beside does by hand.
setTimeout(() => location.reload(), 2000);
