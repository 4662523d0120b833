#include "cli/run.h"

int main(int argc, char** argv)
{
    return assetbuddy::cli::run(argc, argv);
}
