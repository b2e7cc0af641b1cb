using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Catalog.Domain;

/// <summary>Where the log keeps what was changed of a product.</summary>
internal static class ProductHistory
{
    public static string Subject(ProductId product) => string.Create(CultureInfo.InvariantCulture, $"product/{product.Value}");
}
