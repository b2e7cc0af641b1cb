using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Customs.Features;

/// <summary>The page of denied-party lists: which edition is in force since when, a search for a name, and the import of a new edition.</summary>
internal sealed class PartyLists(EntrepotDb db, SearchParties search, IPartyListImport import)
{
    private const string Path = "/customs/parties";

    /// <summary>All lists with their files together have some 10 MB.</summary>
    private const long UploadBytesMax = 128 << 20;

    /// <summary>Editions before the present ones that the page remembers: a year of weekly imports of one list.</summary>
    private const int EarlierMax = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (ListUrl url, PartyLists lists, CancellationToken ct) => PageResult.Show<PartyListsPage>(new { Lists = await lists.ShowAsync(url, PostedForm.Blank, ct) }))
            .RequireAuthorization("customs.view");
        routes.MapPost(Path, (PostedForm form, PartyLists lists, Text words, CancellationToken ct) => lists.UploadAsync(form, words, ct))
            .RequireAuthorization("customs.edit").WithFormOptions(multipartBodyLengthLimit: UploadBytesMax);
    }

    private async Task<PartyListsView> ShowAsync(ListUrl url, PostedForm posted, CancellationToken ct)
    {
        var editions = await db.Set<PartyListRow>().OrderBy(list => list.Code).ThenByDescending(list => list.ImportedAt).Select(list => new PartyEditionView(
            list.Code, list.Title, list.IsCurrent, list.Dated, list.Source, list.Entries, list.Names, list.Added, list.Changed, list.Removed, list.ImportedAt, list.ImportedBy)).ToListAsync(ct);
        var found = url["q"] is { Length: > 0 } name ? await search.RunAsync(name, url["country"] ?? "", ct) : null;
        return new(url, editions.FindAll(list => list.IsCurrent), [.. editions.Where(list => !list.IsCurrent).OrderByDescending(list => list.ImportedAt).Take(EarlierMax)], found, posted);
    }

    private async Task<PageResult> UploadAsync(PostedForm form, Text words, CancellationToken ct)
    {
        var dated = form.Day("dated");
        var files = form.Files.GetFiles("files").Where(file => file.Length > 0).ToList();
        if (files.Count == 0) form.With(CustomsProblems.NoPartyFiles());
        else if (!form.HasProblems && await ImportAsync(files, dated, ct) is var imported)
        {
            if (imported.Problem is null) return PageResult.Go(Path).Saying(imported.Value.Any(list => list.IsNew) ? words["Lists imported: they count from the next order on"] : words["These lists are known already: nothing was changed"]);
            form.With(imported.Problem with { Field = "files" });
        }

        return PageResult.Invalid<PartyListsPage>(new { Lists = await ShowAsync(new ListUrl(Path, []), form, ct) });
    }

    /// <summary>The import reads a folder: the files lie in one of their own for as long as it takes.</summary>
    private async Task<Result<IReadOnlyList<PartyListImported>>> ImportAsync(IReadOnlyList<IFormFile> files, DateOnly? dated, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("entrepot-parties-");
        try
        {
            foreach (var file in files)
            {
                await using var stored = File.Create(System.IO.Path.Combine(folder.FullName, System.IO.Path.GetFileName(file.FileName)));
                await file.CopyToAsync(stored, ct);
            }

            var imported = await import.ImportAsync(folder.FullName, dated, ct);
            return imported.Problem?.Code == CustomsProblems.NoPartyListCode ? CustomsProblems.NoPartyListAmong(files.Select(file => file.FileName)) : imported;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
