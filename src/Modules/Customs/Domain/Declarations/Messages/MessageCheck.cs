using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Messages;

/// <summary>Our own check of a message against its shape: what is missing, what stands too often or out of order, and values that do not fit their field. It needs no schema file.</summary>
internal static class MessageCheck
{
    /// <summary>Faults in the order of the message, each with the path of its field: <c>GoodsShipment/GovernmentAgencyGoodsItem[2]/Commodity/Description</c>.</summary>
    /// <param name="nameOf">Another name for a field, such as the one in the description that it comes from.</param>
    public static IReadOnlyList<Problem> Faults(Field message, Func<Field, string?>? nameOf = null)
    {
        var faults = new List<Problem>();
        Check(message, "", faults, nameOf ?? (_ => null));
        return faults;
    }

    private static void Check(Field group, string path, List<Problem> faults, Func<Field, string?> nameOf)
    {
        foreach (var rule in group.Rule.Parts)
            if (group.Parts.Count(part => part.Rule == rule) is var count && (count < rule.Least || count > rule.Most))
                faults.Add(MessageProblems.Occurs(Join(path, rule.Name), rule, rule.DataElement.In(group), count));

        var place = 0;
        var seen = new Dictionary<string, int>();
        foreach (var part in group.Parts)
        {
            var number = seen[part.Rule.Name] = seen.GetValueOrDefault(part.Rule.Name) + 1;
            var at = Join(path, part.Rule.Most > 1 ? $"{part.Rule.Name}[{number}]" : part.Rule.Name);
            if (group.Rule.PlaceOf(part.Rule) is var here && here < place) faults.Add(MessageProblems.OutOfOrder(at, part.Rule));
            else place = here;
            CheckValue(group, part, nameOf(part) ?? at, faults);
            if (part.Rule.IsGroup) Check(part, at, faults, nameOf);
        }
    }

    private static void CheckValue(Field group, Field part, string at, List<Problem> faults)
    {
        if (part.Rule.Format.Fault(part.Rule.Kind, part.Value) is { } why) faults.Add(MessageProblems.BadValue(at, part.Rule, part.Rule.DataElement.In(group), why));
        if (part.Rule.Kind == FieldKind.Moment && part.Qualifier is not ("102" or "304")) faults.Add(MessageProblems.BadValue(at, part.Rule, "", $"its format code is '{part.Qualifier}', and 102 (a day) or 304 (a time) is needed"));
        if (part.Rule.Kind == FieldKind.Amount && part.Qualifier.Length > 0 && !Currencies.IsKnown(part.Qualifier)) faults.Add(MessageProblems.BadValue(at, part.Rule, "", $"'{part.Qualifier}' is no currency"));
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";
}
