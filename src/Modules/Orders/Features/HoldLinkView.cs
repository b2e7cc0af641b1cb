using Entrepot.Kernel;

namespace Entrepot.Orders.Features;

/// <summary>A page on which the reason of a hold is looked up or mended.</summary>
/// <param name="Needs">The permission that page asks for; who lacks it is not shown the link.</param>
public sealed record HoldLinkView(Sentence Text, string Href, string Icon, string Needs);
