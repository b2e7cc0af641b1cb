using System.Text;
using Microsoft.EntityFrameworkCore;

using Microsoft.EntityFrameworkCore.Metadata;

namespace Entrepot.Platform.Data;

/// <summary>Columns are named <c>unit_price_minor</c> on both engines, whatever the property is called.</summary>
internal static class SnakeCase
{
    public static void Apply(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes()) Apply(entity, "");
    }

    private static void Apply(IMutableTypeBase type, string prefix)
    {
        foreach (var property in type.GetProperties().Where(property => property.DeclaringType == type))
            property.SetColumnName(prefix + Of(property.Name));
        foreach (var complex in type.GetComplexProperties())
            Apply(complex.ComplexType, prefix + Of(complex.Name) + "_");
    }

    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])))) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
