namespace Entrepot.Orders.Features;

/// <summary>A note on an order, as it is shown.</summary>
public sealed record OrderNoteView(DateTime At, string Author, string Text);

/// <summary>A note that calls the reader.</summary>
public sealed record MentionView(long Note, long Order, string Number, OrderNoteView Said, bool IsRead);
