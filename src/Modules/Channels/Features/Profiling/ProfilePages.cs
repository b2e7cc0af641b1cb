using System.Globalization;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Channels.Features.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Profiling;

/// <summary>The pages on which somebody reads, makes, tries and changes mapping profiles.</summary>
internal sealed class ProfilePages(EntrepotDb db, Profiles profiles, ProfileEditor editor, EditProfiles edit, Samples samples, Text words)
{
    private const string List = "/imports/profiles";

    /// <summary>A sample is looked through as a whole, so it may be a whole file.</summary>
    private const long SampleBytesMax = 256L << 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(List, async (ListUrl url, ProfilePages pages, CancellationToken ct) => PageResult.Show<ProfileListPage>(new { Found = await pages.AllAsync(url, ct) })).RequireAuthorization("imports.view");
        routes.MapGet(List + "/new", async (ListUrl url, ProfilePages pages, CancellationToken ct) => await pages.NewAsync(url, ct)).RequireAuthorization("imports.run");
        routes.MapGet(List + "/{code}", async (string code, ListUrl url, ProfilePages pages, CancellationToken ct) => await pages.OneAsync(code, url, ct)).RequireAuthorization("imports.view");
        routes.MapPost(List + "/sample", async (PostedForm form, ProfilePages pages, CancellationToken ct) => await pages.SampleAsync(form, ct))
            .RequireAuthorization("imports.run").WithFormOptions(multipartBodyLengthLimit: SampleBytesMax);
        routes.MapPost(List + "/preview", async (PostedForm form, ProfilePages pages, CancellationToken ct) => await pages.PreviewAsync(form, ct)).RequireAuthorization("imports.run");
        routes.MapPost(List, async (PostedForm form, ProfilePages pages, CancellationToken ct) => await pages.CreateAsync(form, ct)).RequireAuthorization("imports.run");
        routes.MapPost(List + "/{code}", async (string code, PostedForm form, ProfilePages pages, CancellationToken ct) => await pages.ChangeAsync(code, form, ct)).RequireAuthorization("imports.run");
        routes.MapPost(List + "/{code}/delete", async (string code, EditProfiles edit, Text words, CancellationToken ct) =>
            (await edit.DeleteAsync(code, ct)).Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go(List).Saying(words["Profile {0} is deleted", code])).RequireAuthorization("imports.run");
    }

    private async Task<ProfileListView> AllAsync(ListUrl url, CancellationToken ct)
    {
        var own = await db.Set<ProfileRow>().ToDictionaryAsync(row => row.Code, StringComparer.Ordinal, ct);
        var lines = new List<ProfileLine>();
        foreach (var (code, isOwn) in await profiles.AllAsync(ct))
        {
            var profile = await profiles.FindAsync(code, ct);
            var row = own.GetValueOrDefault(code);
            lines.Add(new(code, profile.IsOk ? profile.Value.Name : "", profile.IsOk ? profile.Value.Format : "", isOwn, row?.Version ?? 0, row?.ChangedAt, row?.ChangedBy ?? ""));
        }

        return new(url, [.. lines.OrderByDescending(line => line.IsOwn).ThenBy(line => line.Code, StringComparer.Ordinal)]);
    }

    private async Task<PageResult> NewAsync(ListUrl url, CancellationToken ct)
    {
        if (url["from"] is null && url.Whole("sample") is null) return PageResult.Show<NewProfilePage>(new { Posted = PostedForm.Blank, From = Copyable() });
        return Shown(await editor.NewAsync(url["from"], url.Whole("sample"), PostedForm.Blank, ct));
    }

    private async Task<PageResult> OneAsync(string code, ListUrl url, CancellationToken ct)
    {
        if (await RowAsync(code, ct) is { } row) return Shown(await editor.OwnAsync(row, url.Whole("version"), url.Whole("sample"), PostedForm.Blank, ct));
        var found = await profiles.FindAsync(code, ct);
        if (found.Problem is { } unknown) return PageResult.Refused(unknown);

        var profile = found.Value;
        var columns = profile.Columns.Select(column => (ProfileFields.Label(column.Key), column.Value)).ToList();
        return PageResult.Show<ShippedProfilePage>(new { Found = new ShippedProfileView(code, profile.Name, profile.Source, profile.Format == "csv", profile.Notes, columns, await profiles.DocumentAsync(code, ct) ?? "") });
    }

    private async Task<PageResult> SampleAsync(PostedForm form, CancellationToken ct)
    {
        var added = form.Files.GetFile("file") is { Length: > 0 } file ? await samples.AddAsync(file, ct) : ImportProblems.NoFile();
        if (added.Problem is { } problem) return PageResult.Invalid<NewProfilePage>(new { Posted = form.With(problem), From = Copyable() });

        var (profile, from) = (form.Text("profile"), form.Text("from"));
        var url = new ListUrl(profile.Length > 0 ? $"{List}/{profile}" : $"{List}/new", []).With("sample", added.Value.ToString(CultureInfo.InvariantCulture));
        return PageResult.Go((from.Length > 0 ? url.With("from", from) : url).ToString());
    }

    /// <summary>What was typed and what it would come to; nothing is saved.</summary>
    private async Task<PageResult> PreviewAsync(PostedForm form, CancellationToken ct)
    {
        var before = await BeforeAsync(form, ct);
        if (before.Problem is { } problem) return PageResult.Refused(problem);
        var isNew = form.Text("editing").Length == 0;
        var typed = await editor.TypedAsync(form, before.Value, isNew ? form.Text("code") : form.Text("editing"), isNew, form.Whole("version") ?? 0, isSaving: false, ct);
        return PageResult.Show<ProfilePage>(new { Found = typed.View });
    }

    private async Task<PageResult> CreateAsync(PostedForm form, CancellationToken ct)
    {
        var before = await BeforeAsync(form, ct);
        return before.Problem is { } problem ? PageResult.Refused(problem) : await SaveAsync(form, before.Value, form.Text("code"), isNew: true, 0, ct);
    }

    private async Task<PageResult> ChangeAsync(string code, PostedForm form, CancellationToken ct)
    {
        if (await RowAsync(code, ct) is not { } row) return PageResult.Refused(ImportProblems.ProfileNotFound(code));
        var before = ProfileRules.Read(row.Document);
        return await SaveAsync(form, before.IsOk ? before.Value : new(), code, isNew: false, form.Whole("version") ?? 0, ct);
    }

    private async Task<PageResult> SaveAsync(PostedForm form, MappingProfile before, string code, bool isNew, long basedOn, CancellationToken ct)
    {
        var typed = await editor.TypedAsync(form, before, code, isNew, basedOn, isSaving: true, ct);
        if (!form.HasProblems)
            foreach (var problem in await edit.SaveAsync(typed.Profile, basedOn, ct)) form.With(problem);
        return form.HasProblems ? PageResult.Invalid<ProfilePage>(new { Found = typed.View }) : PageResult.Go($"{List}/{code}").Saying(words["Profile {0} is saved", code]);
    }

    /// <summary>What the editor does not show comes from the profile that is changed or was copied.</summary>
    private async Task<Result<MappingProfile>> BeforeAsync(PostedForm form, CancellationToken ct)
    {
        var code = form.Text("editing") is { Length: > 0 } own ? own : form.Text("from");
        if (code.Length == 0) return new MappingProfile();
        var found = await profiles.FindAsync(code, ct);
        return found.IsOk && form.Text("editing").Length == 0 ? found.Value with { Source = $"Copied from {code}" } : found;
    }

    private Task<ProfileRow?> RowAsync(string code, CancellationToken ct) => db.Set<ProfileRow>().SingleOrDefaultAsync(row => row.Code == code, ct);

    private static IReadOnlyList<string> Copyable() => ["plain-csv", "uci-online-retail"];

    private static PageResult Shown(Result<ProfileEditView> view) => view.Problem is { } problem ? PageResult.Refused(problem) : PageResult.Show<ProfilePage>(new { Found = view.Value });
}
