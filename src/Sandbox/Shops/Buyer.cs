using Entrepot.Kernel;

namespace Entrepot.Sandbox.Shops;

/// <summary>Somebody who buys, and where it shall go.</summary>
/// <param name="Id">The shop's own number of the buyer.</param>
internal sealed record Buyer(string Id, string GivenName, string FamilyName, Address Address);
