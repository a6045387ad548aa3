using System.Xml.Linq;

namespace Guildhall.Tidy;

/// <summary>References point down, and only down.</summary>
public sealed class ReferenceTests
{
    // Each room and the rooms it may know, itself left out.
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Guildhall.Protocol"] = [],
        ["Guildhall.Cluster"] = ["Guildhall.Protocol"],
        ["Guildhall.Storage"] = ["Guildhall.Protocol"],
        ["Guildhall.Community"] = ["Guildhall.Cluster", "Guildhall.Storage", "Guildhall.Protocol"],
        ["Guildhall.Gateway"] = ["Guildhall.Community", "Guildhall.Cluster", "Guildhall.Storage", "Guildhall.Protocol"],
        ["Guildhall.Media"] = ["Guildhall.Community", "Guildhall.Cluster", "Guildhall.Storage", "Guildhall.Protocol"],
        ["Guildhall.Voice"] = ["Guildhall.Community", "Guildhall.Cluster", "Guildhall.Storage", "Guildhall.Protocol"],
        ["Guildhall.Server"] =
            ["Guildhall.Gateway", "Guildhall.Media", "Guildhall.Voice", "Guildhall.Community", "Guildhall.Cluster", "Guildhall.Storage", "Guildhall.Protocol"],
    };

    public static TheoryData<string> Projects => [.. Repository.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_room_references_only_rooms_below_it(string project)
    {
        var room = Path.GetFileNameWithoutExtension(project);
        Below.ShouldContainKey(room, $"{room} is a new room: give it its place in the plan and here");
        var references = XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
        references.Except(Below[room]).ShouldBeEmpty($"{room} may reference {string.Join(", ", Below[room])}");
    }

    [Fact]
    public void Packages_get_their_version_in_one_place()
    {
        var withVersion = Repository.WithExtension(".csproj")
            .Where(project => XDocument.Parse(Repository.Read(project)).Descendants("PackageReference").Any(package => package.Attribute("Version") is not null));
        withVersion.ShouldBeEmpty("versions stand in Directory.Packages.props");
    }

    [Fact]
    public void The_solution_names_every_project()
    {
        var solution = Repository.Read("Guildhall.slnx");
        Repository.WithExtension(".csproj").Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
