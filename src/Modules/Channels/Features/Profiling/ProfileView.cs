using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Channels.Features.Profiling;

/// <summary>One mapping profile in the list.</summary>
public sealed record ProfileLine(string Code, string Name, string Format, bool IsOwn, long Version, DateTime? ChangedAt, string ChangedBy);

public sealed record ProfileListView(ListUrl Url, IReadOnlyList<ProfileLine> Rows);

/// <summary>One field of an order and the column it is read from.</summary>
/// <param name="Label">English; translated where it is shown.</param>
public sealed record ColumnChoice(string Field, string Label, bool Needed, string Value, IReadOnlyList<Option>? Headings);

/// <summary>Columns that belong together. The title is English and translated where it is shown.</summary>
public sealed record ColumnGroup(string Title, string Note, IReadOnlyList<ColumnChoice> Columns);

/// <summary>The sample that a profile is tried on.</summary>
/// <param name="Id">Of the stored sample.</param>
public sealed record SampleFacts(long Id, string Name, long Bytes, string Encoding, string Delimiter, bool HasHeadings, IReadOnlyList<string> Headings, bool DatesAreAmbiguous);

/// <summary>One row of the sample as the import would take it.</summary>
public sealed record PreviewLine(
    long Line, bool IsFirstOfOrder, bool IsOtherOrder, string Number, StatusWord Kind, string Field, Problem? Why, Sentence WhatToDo, string Code, string Description,
    string Quantity, string Price, DateTime? PlacedAt, string Country, string Currency, string CountryText);

/// <summary>What the sample would come to.</summary>
/// <param name="Refused">Why the whole file would be refused; null when it would be read.</param>
/// <param name="Notice">What the import would say about the whole file; null where it would say nothing.</param>
public sealed record PreviewView(IReadOnlyList<PreviewLine> Rows, int Orders, int RefusedRows, Problem? Refused, Sentence? Notice);

/// <summary>A version of a profile, newest first in lists.</summary>
public sealed record ProfileVersionLine(long Version, DateTime ChangedAt, string ChangedBy, bool IsDeletion);

/// <summary>A profile in the editor, as it stands or as it was typed.</summary>
/// <param name="Values">By the name of the field: what the profile says where nothing was typed.</param>
/// <param name="Base">The version that the form was made from; zero for a new profile.</param>
public sealed record ProfileEditView(
    string Code, string Name, bool IsNew, long Base, string Copied, PostedForm Posted, IReadOnlyDictionary<string, string> Values, IReadOnlyList<ColumnGroup> Columns,
    SampleFacts? Sample, PreviewView? Preview, IReadOnlyList<ProfileVersionLine> Versions)
{
    public string this[string field] => Values.GetValueOrDefault(field, "");

    /// <summary>Where the form is posted.</summary>
    public string SaveAt => IsNew ? "/imports/profiles" : $"/imports/profiles/{Code}";
}

/// <summary>A profile that comes with the product: to read, and to copy where it reads rows.</summary>
public sealed record ShippedProfileView(string Code, string Name, string Source, bool MayCopy, IReadOnlyList<string> Notes, IReadOnlyList<(string Label, string Heading)> Columns, string Document);
