using Entrepot.Channels.Data;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Channels.Domain.Importing.Sampling;
using Entrepot.Channels.Features.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Profiling;

/// <summary>Puts the editor together: the profile as it is or was typed, the sample's form, and what the sample would come to.</summary>
internal sealed class ProfileEditor(EntrepotDb db, Profiles profiles, Samples samples)
{
    private const int VersionsMax = 50;

    /// <summary>A new profile: from a sample, as a copy of another one, or empty.</summary>
    public async Task<Result<ProfileEditView>> NewAsync(string? copied, long? sampleId, PostedForm posted, CancellationToken ct)
    {
        var sample = sampleId is { } id ? await samples.FindAsync(id, ct) : null;
        if (sampleId is not null && sample is null) return ImportProblems.SampleNotFound();

        var profile = sample is null ? new MappingProfile() : ProfileProposal.For(sample);
        if (copied is { Length: > 0 })
        {
            var from = await profiles.FindAsync(copied, ct);
            if (from.Problem is { } unknown) return unknown;
            profile = from.Value with { Code = copied + "-copy", Name = from.Value.Name, Source = $"Copied from {copied}" };
        }

        return await ViewAsync(profile, isNew: true, 0, copied ?? "", sampleId, sample, posted, ct);
    }

    /// <summary>The company's own profile, as it is or as an earlier version was.</summary>
    public async Task<Result<ProfileEditView>> OwnAsync(ProfileRow row, long? version, long? sampleId, PostedForm posted, CancellationToken ct)
    {
        var document = version is { } number && number != row.Version ? await DocumentAsync(row.Code, number, ct) : row.Document;
        if (document is null) return ImportProblems.ProfileNotFound($"{row.Code}, version {version}");
        var read = ProfileRules.Read(document);
        if (read.Problem is { } malformed) return malformed;

        var sample = sampleId is { } id ? await samples.FindAsync(id, ct) : null;
        return await ViewAsync(read.Value, isNew: false, row.Version, "", sampleId, sample, posted, ct);
    }

    /// <summary>What was typed, over the profile that the form was made from; with every fault beside its field.</summary>
    /// <param name="isSaving">Its code and name may still be missing while somebody only tries it.</param>
    public async Task<(MappingProfile Profile, ProfileEditView View)> TypedAsync(PostedForm form, MappingProfile before, string code, bool isNew, long basedOn, bool isSaving, CancellationToken ct)
    {
        var profile = ProfileForm.Read(form, before, code);
        if (isSaving) form.Text("name", required: true);
        foreach (var fault in ProfileRules.Faults(profile).Where(fault => isSaving || fault.Field != "code").DistinctBy(fault => fault.Field)) form.With(ImportProblems.ProfileFault(fault.Field, fault.Why));
        var sampleId = form.Whole("sample");
        var sample = sampleId is { } id ? await samples.FindAsync(id, ct) : null;
        return (profile, await ViewAsync(profile, isNew, basedOn, form.Text("from"), sample is null ? null : sampleId, sample, form, ct));
    }

    private async Task<ProfileEditView> ViewAsync(MappingProfile profile, bool isNew, long basedOn, string copied, long? sampleId, SampleFile? sample, PostedForm posted, CancellationToken ct) => new(
        profile.Code, profile.Name, isNew, basedOn, copied, posted, ProfileForm.Values(profile), ProfileFields.Choices(profile, sample?.Headings),
        sample is null || sampleId is null ? null : await FactsAsync(profile, sample, sampleId.Value, ct), sample is null ? null : Shown(profile, sample), isNew ? [] : await VersionsAsync(profile.Code, ct));

    private async Task<SampleFacts> FactsAsync(MappingProfile profile, SampleFile sample, long id, CancellationToken ct) => new(
        id, sample.Source.Name, await samples.BytesAsync(id, ct), sample.Encoding, sample.Delimiter, sample.HasHeadings, sample.Headings,
        profile.Columns.TryGetValue(RowField.PlacedAt, out var placed) && ProfileProposal.IsAmbiguous([.. sample.Values(placed)]));

    /// <summary>Nothing can be read with a profile that is not whole yet; its faults stand beside their fields.</summary>
    private static PreviewView? Shown(MappingProfile profile, SampleFile sample)
    {
        var whole = profile with { Code = "preview" };
        if (ProfileRules.Faults(whole).Any()) return null;

        var preview = ProfilePreview.Run(whole, sample);
        var rows = new List<PreviewLine>(preview.Rows.Count);
        var last = 0;
        foreach (var row in preview.Rows)
        {
            rows.Add(Line(row, isFirst: row.Order != last));
            last = row.Order;
        }

        return new(rows, preview.Orders, preview.Rows.Count(row => row.Refusal is not null), preview.Problem, preview.Notice);
    }

    private static PreviewLine Line(PreviewRow row, bool isFirst) => new(
        row.Row.Line, isFirst, row.Order % 2 == 0, row.Row.Number, Word(row.Kind), row.Refusal?.Field ?? "", row.Refusal is { } refusal ? ImportProblems.ProfileFault(refusal.Field, refusal.Why) : null, row.Refusal?.WhatToDo ?? Sentence.Empty,
        row.Row.Code, row.Row.Text(RowField.Description), row.Row.Text(RowField.Quantity), row.Row.Text(RowField.UnitPrice), row.Row.PlacedAt == default ? null : row.Row.PlacedAt,
        row.Row.Country, row.Row.Currency, row.Row.Text(RowField.Country));

    private static StatusWord Word(RowKind kind) => kind switch
    {
        RowKind.Goods => new(Tone.Go, "Goods row"),
        RowKind.Service => new(Tone.Out, "Service row"),
        RowKind.Cancellation => new(Tone.Warn, "Cancellation"),
        RowKind.StockAdjustment => new(Tone.Rest, "Stock movement"),
        RowKind.MoneyAdjustment => new(Tone.Rest, "Booking of money"),
        RowKind.Refused => new(Tone.Stop, "Refused"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private async Task<string?> DocumentAsync(string code, long version, CancellationToken ct) =>
        (await db.Set<ProfileVersionRow>().SingleOrDefaultAsync(row => row.Code == code && row.Version == version, ct))?.Document;

    private async Task<IReadOnlyList<ProfileVersionLine>> VersionsAsync(string code, CancellationToken ct) =>
        (await db.Set<ProfileVersionRow>().Where(row => row.Code == code).OrderByDescending(row => row.Version).Take(VersionsMax)
            .Select(row => new { row.Version, row.ChangedAt, row.ChangedBy, IsDeletion = row.Document == null }).ToListAsync(ct))
        .ConvertAll(row => new ProfileVersionLine(row.Version, row.ChangedAt, row.ChangedBy, row.IsDeletion));
}
