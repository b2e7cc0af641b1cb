using Entrepot.Platform.Ui;

namespace Entrepot.Orders.Features;

/// <summary>A form that was overtaken: what happened to the order since it was opened, and what was typed.</summary>
public sealed record OrderConflictView(long Id, string Number, int Version, string Path, PostedForm Posted, IReadOnlyList<OrderEventView> Since, IReadOnlyList<TypedField> Fields);

/// <param name="Now">What the order holds now; null where the order has no such field.</param>
public sealed record TypedField(string Name, string Label, string Typed, string? Now)
{
    public bool Differs => Now is not null && Now != Typed;
}
